#!/usr/bin/env node
import module from "node:module";
import { debuglog } from "node:util";
import { CodegenError, CodegenErrors } from "../source/codegen-error.ts";
import { jsonText, singleLine } from "../source/escape.ts";
import { parseArguments, requiredOption } from "./arguments.ts";
import type { CheckReport } from "./check.ts";

// The TypeScript compiler has 9 MB of source. Node 22.8 and later cache the compiled code.
module.enableCompileCache?.();

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

async function main([command, ...args]: readonly string[]): Promise<number> {
  switch (command) {
    case "import":
      return runImport(args);
    case "bundle":
      return runBundle(args);
    case "generate":
      return runGenerate(args);
    case "check":
      return runCheck(args);
    case "diff":
      return runDiff(args);
    case "codes":
      return printCodes(args);
    case "reference":
      return printReference(args);
    case "--help":
    case "-h":
    case undefined:
      console.log(usage);
      return command === undefined ? 2 : 0;
    default:
      throw new CodegenError(`unknown command "${command}"; see --help`);
  }
}

async function runImport(args: readonly string[]): Promise<number> {
  const { options, operands } = parseArguments("import", args, {
    operands: [source],
    options: { spec: folder, out: folder, check: flag, "allow-unresolved": flag },
  });
  const [from = ""] = operands;
  const { spec = "spec", out, check, "allow-unresolved": allowUnresolved } = options;
  if (check && out !== undefined)
    throw new CodegenError("--check compares with the specification: it takes no --out");
  const { findStaleImports, importCommand } = await import("./import.ts");
  if (check) return reportStale(await findStaleImports(spec, from, fetch));
  console.log(await importCommand(spec, from, { fetch, out, allowUnresolved }));
  return 0;
}

async function runBundle(args: readonly string[]): Promise<number> {
  const { options } = parseArguments("bundle", args, {
    operands: [],
    options: { spec: folder, out: folder },
  });
  const { bundleCommand } = await import("./bundle.ts");
  console.log(await bundleCommand(options.spec ?? "spec", options.out));
  return 0;
}

const generated = "the folder of the generated TypeScript";

async function runGenerate(args: readonly string[]): Promise<number> {
  const { options } = parseArguments("generate", args, {
    operands: [],
    options: { spec: folder, out: folder },
  });
  const out = requiredOption("out", options.out, generated);
  const { generateCommand } = await import("./generate.ts");
  console.log(await generateCommand(options.spec ?? "spec", out));
  return 0;
}

async function runCheck(args: readonly string[]): Promise<number> {
  const { options } = parseArguments("check", args, { operands: [], options: { spec: folder, out: folder } });
  const out = requiredOption("out", options.out, generated);
  const { checkCommand } = await import("./check.ts");
  return reportCheck(await checkCommand(options.spec ?? "spec", out));
}

async function runDiff(args: readonly string[]): Promise<number> {
  const colour = process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined;
  const { diffCommand } = await import("./diff.ts");
  const { output, exitCode } = await diffCommand(args, colour);
  console.log(output);
  return exitCode;
}

async function printCodes(args: readonly string[]): Promise<number> {
  parseArguments("codes", args, { operands: [], options: {} });
  const { codesPage } = await import("../diff/codes-page.ts");
  process.stdout.write(codesPage());
  return 0;
}

async function printReference(args: readonly string[]): Promise<number> {
  const { options } = parseArguments("reference", args, { operands: [], options: { spec: folder } });
  const { referenceCommand } = await import("./reference.ts");
  process.stdout.write(`${jsonText(referenceCommand(options.spec ?? "spec"), 2)}\n`);
  return 0;
}

function reportStale(files: readonly string[]): number {
  for (const file of files) console.error(`stale: ${singleLine(file)}`);
  console.log(files.length === 0 ? "files are current" : "run import or generate to update them");
  return files.length === 0 ? 0 : 1;
}

function reportCheck(report: CheckReport): number {
  const { stale, documentation, orphans, placeholders } = report;
  const { total, undocumented } = documentation;
  const code = reportStale(stale);
  for (const orphan of orphans) console.error(`describes a missing item: ${singleLine(orphan)}`);
  for (const { kind, file, pointer } of undocumented) {
    const place = file === undefined ? `#${pointer}` : `${file} #${pointer}`;
    console.error(`undocumented: ${kind} ${singleLine(place)}`);
  }
  for (const pointer of placeholders) console.error(`TODO is left: #${singleLine(pointer)}`);
  console.log(`${total - undocumented.length} of ${total} items have a description`);
  return undocumented.length + orphans.length + placeholders.length === 0 ? code : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  for (const line of messagesOf(error)) console.error(`codegen: ${line}`);
  // NODE_DEBUG=codegen shows where.
  debuglog("codegen")("%O", error);
  process.exitCode = 2;
}

function messagesOf(error: unknown): readonly string[] {
  if (error instanceof CodegenErrors) return error.errors.map(({ message }) => message);
  if (error instanceof CodegenError) return [error.message];
  return [`unexpected ${singleLine(String(error))}; please report it`];
}
