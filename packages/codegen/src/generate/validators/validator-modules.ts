import { identifier, printString } from "../print/identifier.ts";
import { type ModuleNames, type ModulePart, printModule, printUnion } from "../print/print-module.ts";
import { Identifier, lineWidth, type Printable, printFlat, printValue } from "../print/print-value.ts";
import type { PushMessageFacts } from "../push-messages/push-messages.ts";
import type { BodySchema } from "./body-schemas.ts";
import { childrenOf } from "./check-table.ts";
import type { Check } from "./runtime/check.ts";
import { typeText } from "./type-text.ts";

export interface Body extends BodySchema {
  readonly check: Check;
}

export interface NamedMessage extends PushMessageFacts {
  /** The name in Pascal case, starting with the capability. */
  readonly name: string;
}

/** The place where a named check is declared. */
export interface CheckHome {
  readonly name: string;
  /** Path from `validators/`. */
  readonly file: string;
}

/** The named checks; each comes after its own parts. */
export type CheckHomes = ReadonlyMap<Check, CheckHome>;

/** The imports of the modules, by path from `validators/`. */
const checkModule = "runtime/check.ts";
const messageModule = "runtime/push-message.ts";
const validatorModule = "runtime/validator.ts";
const typesModule = "../types.ts";

/** Returns the module of the checks that are declared in the file. */
export function sharedModule(file: string, homes: CheckHomes): string {
  const own = [...homes].filter(([, home]) => home.file === file);
  return printModule(
    file,
    own.map(([check, { name }]) => declaredCheck(`export const ${identifier(name)}`, file, check, homes)),
  );
}

/** Returns the declaration of a check, and its imports. */
export function declaredCheck(
  declaration: string,
  file: string,
  check: Check,
  homes: CheckHomes,
): ModulePart {
  return {
    imports: [
      { from: checkModule, types: ["Check"] },
      ...importsOf(check, homes).filter(({ from }) => from !== file),
    ],
    code: [printCheck(declaration, printable(check, homes))],
  };
}

/** Returns the validator of the content of a request or a response. */
export function bodyPart({ name, direction, check }: Body, homes: CheckHomes): ModulePart {
  identifier(name);
  const isRequest = direction === "request";
  const factory = isRequest ? "requestValidator" : "responseValidator";
  const type = isRequest ? "RequestValidator" : "ResponseValidator";
  const root = rootCheck(`check${name}`, check, homes);
  return {
    imports: [
      { from: typesModule, types: ["components"] },
      { from: validatorModule, values: [factory], types: [type] },
      ...root.imports,
    ],
    code: [
      ...root.declaration,
      printConstant(`validate${name}: ${type}<components["schemas"]["${name}"]>`, `${factory}(${root.name})`),
    ],
  };
}

export interface MessageContext {
  readonly homes: CheckHomes;
  /** The component schema that is the type of a check. */
  readonly components: ReadonlyMap<Check, string>;
}

/** Returns the type and the validator of a push message. */
export function messagePart(message: NamedMessage, { homes, components }: MessageContext): ModulePart {
  const { name, capability, property, isList, data } = message;
  identifier(name);
  const root = rootCheck(`check${name}`, data, homes);
  const type = typeText(data, (check) => {
    const component = components.get(check);
    return component && `components["schemas"][${printString(component)}]`;
  });
  const isUnion = data.kind === "enum" && !components.has(data);
  const kind = isList ? "PushItemListMessage" : "PushItemMessage";
  const factory = isList ? "itemListMessage" : "itemMessage";
  const keys = [capability, property].map(printString);
  return {
    imports: [
      ...(type.includes("components[") ? [{ from: typesModule, types: ["components"] }] : []),
      { from: messageModule, values: [factory], types: [kind] },
      { from: validatorModule, types: ["ResponseValidator"] },
      ...root.imports,
    ],
    code: [
      ...root.declaration,
      ...(isUnion ? [printUnion(`${name}Data`, data.values.map(printFlat))] : []),
      printType(`${name}Message`, kind, [...keys, isUnion ? `${name}Data` : type]),
      printConstant(
        `validate${name}Message: ResponseValidator<${name}Message>`,
        `${factory}(${[...keys, root.name].join(", ")})`,
      ),
    ],
  };
}

interface Root {
  readonly name: string;
  readonly declaration: readonly string[];
  readonly imports: readonly ModuleNames[];
}

/**
 * Returns the reference of a validator to its check: the name of a shared check, or a constant before the
 * validator.
 */
function rootCheck(name: string, check: Check, homes: CheckHomes): Root {
  const home = homes.get(check);
  if (home !== undefined)
    return { name: home.name, declaration: [], imports: [{ from: home.file, values: [home.name] }] };
  return {
    name,
    declaration: [printCheck(`const ${name}`, printable(check, homes))],
    imports: [{ from: checkModule, types: ["Check"] }, ...importsOf(check, homes)],
  };
}

/** Returns a check, or a part of it, as a literal that contains the names of shared checks. */
function printable(part: unknown, homes: CheckHomes): Printable {
  const nested = (child: unknown): Printable => {
    const home = homes.get(child as Check);
    return home === undefined ? printable(child, homes) : new Identifier(home.name);
  };
  if (Array.isArray(part)) return part.map(nested);
  if (part instanceof RegExp || part === null) return part;
  if (typeof part === "object")
    return Object.fromEntries(Object.entries(part).map(([key, child]) => [key, nested(child)]));
  if (typeof part === "string" || typeof part === "number" || typeof part === "boolean") return part;
  throw new TypeError(`a check cannot contain a ${typeof part}`);
}

/** Returns the imports of the named checks of which a check consists. */
function importsOf(check: Check, homes: CheckHomes): readonly ModuleNames[] {
  return childrenOf(check).flatMap((child) => {
    const home = homes.get(child);
    return home === undefined ? importsOf(child, homes) : [{ from: home.file, values: [home.name] }];
  });
}

function printCheck(declaration: string, value: Printable): string {
  const start = `${declaration}: Check = `;
  return `${start}${printValue(value, start.length)};\n`;
}

/** A constant that a bundler may remove if it is unused. */
export function printConstant(declaration: string, call: string): string {
  const value = `/* @__PURE__ */ ${call};\n`;
  const line = `export const ${declaration} = ${value}`;
  return line.length <= lineWidth + 1 ? line : `export const ${declaration} =\n  ${value}`;
}

function printType(name: string, generic: string, parameters: readonly string[]): string {
  const line = `export type ${name} = ${generic}<${parameters.join(", ")}>;\n`;
  if (line.length <= lineWidth + 1) return line;
  return `export type ${name} = ${generic}<\n${parameters.map((each) => `  ${each}`).join(",\n")}\n>;\n`;
}
