import { debuglog } from "node:util";
import { CodegenError, CodegenErrors } from "../source/codegen-error.ts";
import { jsonText, singleLine } from "../source/escape.ts";
import { parseArguments, requiredOption } from "./arguments.ts";
import type { CheckReport } from "./check.ts";

const usage = `Usage: codegen <command>

  import <folder>   writes the facts of official documents into the folder of a specification
  import <url>      the same; each file at its path, as sources.yaml has it, below an https URL
  bundle            merges the documents and overlays of a specification into its bundle
  generate          writes TypeScript from the bundle
  check             exits with 1 and lists stale generated files and missing descriptions
  diff <old> <new>  says what changed for callers, with a level for each change; see diff --help
  codes             prints every kind of change with its level, as Markdown
  reference         prints every property of vehicles and every operation, as JSON

  --spec <folder>     the folder of the specification. Default: spec
  --out <folder>      generate, check: the folder of the generated TypeScript
                      bundle: the folder that gets the bundle. Default: the folder of the specification
                      import: another folder, for every document, including deprecated and unlisted documents
  --check             import: compares without writing; exits with 1 if anything differs
  --allow-unresolved  import --out: drops references that resolve to nothing, and names them
`;

const folder = "string";
const flag = "boolean";
const source = "one folder or URL";
const defaultSpec = "spec";

/** Where a command writes. */
export interface CommandOutput {
  out(text: string): unknown;
  err(text: string): unknown;
}

/**
 * Runs a command.
 *
 * @returns The exit code: 0, 1 if the command found something, or 2 after an error, which is written in one line.
 */
export async function runCommand(args: readonly string[], output: CommandOutput): Promise<number> {
  try {
    return await dispatch(args, output);
  } catch (error) {
    for (const line of messagesOf(error)) output.err(`codegen: ${line}\n`);
    // NODE_DEBUG=codegen shows where.
    debuglog("codegen")("%O", error);
    return 2;
  }
}

async function dispatch([command, ...args]: readonly string[], output: CommandOutput): Promise<number> {
  switch (command) {
    case "import":
      return runImport(args, output);
    case "bundle":
      return runBundle(args, output);
    case "generate":
      return runGenerate(args, output);
    case "check":
      return runCheck(args, output);
    case "diff":
      return runDiff(args, output);
    case "codes":
      return printCodes(args, output);
    case "reference":
      return printReference(args, output);
    case "--help":
    case "-h":
    case undefined:
      output.out(`${usage}\n`);
      return command === undefined ? 2 : 0;
    default:
      throw new CodegenError(`unknown command "${command}"; see --help`);
  }
}

async function runImport(args: readonly string[], output: CommandOutput): Promise<number> {
  const { options, operands } = parseArguments("import", args, {
    operands: [source],
    options: { spec: folder, out: folder, check: flag, "allow-unresolved": flag },
  });
  const [from = ""] = operands;
  const { spec = defaultSpec, out, check, "allow-unresolved": allowUnresolved } = options;
  if (check && out !== undefined)
    throw new CodegenError("--check compares with the specification: it takes no --out");
  const { findStaleImports, importCommand } = await import("./import.ts");
  if (check) return reportStale(await findStaleImports(spec, from, fetch), output);
  output.out(`${await importCommand(spec, from, { fetch, out, allowUnresolved })}\n`);
  return 0;
}

async function runBundle(args: readonly string[], output: CommandOutput): Promise<number> {
  const { options } = parseArguments("bundle", args, {
    operands: [],
    options: { spec: folder, out: folder },
  });
  const { bundleCommand } = await import("./bundle.ts");
  output.out(`${await bundleCommand(options.spec ?? defaultSpec, options.out)}\n`);
  return 0;
}

const generated = "the folder of the generated TypeScript";

async function runGenerate(args: readonly string[], output: CommandOutput): Promise<number> {
  const { options } = parseArguments("generate", args, {
    operands: [],
    options: { spec: folder, out: folder },
  });
  const out = requiredOption("out", options.out, generated);
  const { generateCommand } = await import("./generate.ts");
  output.out(`${await generateCommand(options.spec ?? defaultSpec, out)}\n`);
  return 0;
}

async function runCheck(args: readonly string[], output: CommandOutput): Promise<number> {
  const { options } = parseArguments("check", args, { operands: [], options: { spec: folder, out: folder } });
  const out = requiredOption("out", options.out, generated);
  const { checkCommand } = await import("./check.ts");
  return reportCheck(await checkCommand(options.spec ?? defaultSpec, out), output);
}

async function runDiff(args: readonly string[], output: CommandOutput): Promise<number> {
  const colour = process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined;
  const { diffCommand } = await import("./diff.ts");
  const { output: report, exitCode } = await diffCommand(args, colour);
  output.out(`${report}\n`);
  return exitCode;
}

async function printCodes(args: readonly string[], output: CommandOutput): Promise<number> {
  parseArguments("codes", args, { operands: [], options: {} });
  const { codesPage } = await import("../diff/codes-page.ts");
  output.out(codesPage());
  return 0;
}

async function printReference(args: readonly string[], output: CommandOutput): Promise<number> {
  const { options } = parseArguments("reference", args, { operands: [], options: { spec: folder } });
  const { referenceCommand } = await import("./reference.ts");
  output.out(`${jsonText(referenceCommand(options.spec ?? defaultSpec), 2)}\n`);
  return 0;
}

function reportStale(files: readonly string[], { out, err }: CommandOutput): number {
  for (const file of files) err(`stale: ${singleLine(file)}\n`);
  out(files.length === 0 ? "files are current\n" : "run import or generate to update them\n");
  return files.length === 0 ? 0 : 1;
}

function reportCheck(report: CheckReport, output: CommandOutput): number {
  const { stale, documentation, orphans, placeholders } = report;
  const { total, undocumented } = documentation;
  const { out, err } = output;
  const code = reportStale(stale, output);
  for (const orphan of orphans) err(`describes a missing item: ${singleLine(orphan)}\n`);
  for (const { kind, file, pointer } of undocumented) {
    const place = file === undefined ? `#${pointer}` : `${file} #${pointer}`;
    err(`undocumented: ${kind} ${singleLine(place)}\n`);
  }
  for (const pointer of placeholders) err(`TODO is left: #${singleLine(pointer)}\n`);
  out(`${total - undocumented.length} of ${total} items have a description\n`);
  return undocumented.length + orphans.length + placeholders.length === 0 ? code : 1;
}

function messagesOf(error: unknown): readonly string[] {
  if (error instanceof CodegenErrors) return error.errors.map(({ message }) => message);
  if (error instanceof CodegenError) return [error.message];
  return [`unexpected ${singleLine(String(error))}; please report it`];
}
