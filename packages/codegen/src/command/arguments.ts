import { parseArgs } from "node:util";
import { CodegenError } from "../source/codegen-error.ts";

/** The options of a command by name: text options and flags. */
type OptionTypes = Readonly<Record<string, "string" | "boolean">>;

export interface ParsedArguments<Options extends OptionTypes> {
  readonly operands: readonly string[];
  readonly options: {
    readonly [Name in keyof Options]?: (Options[Name] extends "string" ? string : boolean) | undefined;
  };
}

/**
 * Parses the arguments of a command.
 * @throws {CodegenError} An unknown option, an option without its value, or another number of operands.
 */
export function parseArguments<const Options extends OptionTypes>(
  command: string,
  args: readonly string[],
  { options, operands }: { readonly options: Options; readonly operands: readonly string[] },
): ParsedArguments<Options> {
  const { positionals, values } = parse(args, options);
  if (positionals.length !== operands.length)
    throw new CodegenError(
      `${command} takes ${operands.length === 0 ? "no operands" : operands.join(" and ")}, got ${positionals.length}`,
    );
  // Node checks that each value has the type of its option.
  return { operands: positionals, options: values as ParsedArguments<Options>["options"] };
}

function parse(args: readonly string[], options: OptionTypes): ReturnType<typeof parseArgs> {
  const types = Object.entries(options).map(([name, type]) => [name, { type }] as const);
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: Object.fromEntries(types) });
  } catch (cause) {
    throw new CodegenError(cause instanceof Error ? cause.message : "unreadable arguments", {}, { cause });
  }
}

/**
 * Returns an option that has no default.
 * @throws {CodegenError} The option is missing.
 */
export function requiredOption(name: string, value: string | undefined, expected: string): string {
  if (value === undefined) throw new CodegenError(`--${name} must be ${expected}, got nothing`);
  return value;
}
