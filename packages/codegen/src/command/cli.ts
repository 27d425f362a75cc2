#!/usr/bin/env node
import module from "node:module";
import { debuglog, parseArgs } from "node:util";
import { CodegenError } from "../source/codegen-error.ts";
import type { CheckReport, CommandContext } from "./commands.ts";

// The TypeScript compiler alone is 9 MB of source. Node 22.8 and later keep what they compiled it, and our own, to.
module.enableCompileCache?.();
const { findStaleImports, runBundle, runCheck, runGenerate, runImport } = await import("./commands.ts");
const { runDiff } = await import("./diff.ts");

const usage = `Usage: codegen <command> [--root <folder>]

  import <folder>  official documents into spec/documents and spec/sources.yaml
  import <url>     the same; each file at its path, as spec/sources.yaml has it, below an https URL
  bundle           documents and overlays into spec/high-mobility.openapi.yaml
  generate         the bundle into packages/schema/src
  check            exit code 1 and the names of generated files that are stale, and of what has no description
  diff <old> <new> what changed for callers, with a level for each change; see diff --help

  --root <folder>     the checkout (default: the current folder)
  --out <folder>      import: every document, deprecated and unlisted ones too, into another folder
  --check             import: compare without writing; exit code 1 if anything differs
  --allow-unresolved  import --out: drop references that resolve to nothing, by name
`;

const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interruption.abort());
const context: CommandContext = { fetch: globalThis.fetch, signal: interruption.signal };

async function main(args: readonly string[]): Promise<number> {
  if (args[0] === "diff") return diff(args.slice(1));
  const { values, positionals } = parse(args);
  const [command, ...operands] = positionals;
  if (values.help || command === undefined) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  if (operands.length !== (command === "import" ? 1 : 0))
    throw new CodegenError(`${command} takes ${command === "import" ? "one folder or URL" : "no operands"}`);
  const root = values.root ?? ".";
  switch (command) {
    case "import":
      return importFrom(root, operands[0] ?? "", values);
    case "bundle":
      console.log(await runBundle(root, context.signal));
      return 0;
    case "generate":
      console.log(await runGenerate(root, context.signal));
      return 0;
    case "check":
      return reportCheck(await runCheck(root));
    default:
      throw new CodegenError(`unknown command "${command}"; see --help`);
  }
}

async function diff(args: readonly string[]): Promise<number> {
  const colour = process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined;
  const { output, exitCode } = await runDiff(args, colour);
  console.log(output);
  return exitCode;
}

interface Flags {
  readonly root?: string | undefined;
  readonly out?: string | undefined;
  readonly check?: boolean | undefined;
  readonly "allow-unresolved"?: boolean | undefined;
  readonly help?: boolean | undefined;
}

async function importFrom(root: string, from: string, flags: Flags): Promise<number> {
  if (flags.check && flags.out !== undefined)
    throw new CodegenError("--check compares with spec/: it takes no --out");
  if (flags.check) return reportStale(await findStaleImports(root, from, context));
  const allowUnresolved = flags["allow-unresolved"] ?? false;
  if (allowUnresolved && flags.out === undefined)
    throw new CodegenError("--allow-unresolved needs --out: what is kept in spec/ must be whole");
  console.log(await runImport(root, from, { ...context, out: flags.out, allowUnresolved }));
  return 0;
}

function parse(args: readonly string[]): { values: Flags; positionals: string[] } {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        root: { type: "string" },
        out: { type: "string" },
        check: { type: "boolean" },
        "allow-unresolved": { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (cause) {
    throw new CodegenError(cause instanceof Error ? cause.message : "unreadable arguments", {}, { cause });
  }
}

function reportStale(files: readonly string[]): number {
  for (const file of files) console.error(`stale: ${file}`);
  console.log(files.length === 0 ? "files are current" : "run import or generate to bring them up to date");
  return files.length === 0 ? 0 : 1;
}

function reportCheck({ stale, documentation: { total, undocumented }, orphans }: CheckReport): number {
  const code = reportStale(stale);
  for (const orphan of orphans) console.error(`describes what is not there: ${orphan}`);
  for (const { kind, pointer } of undocumented) console.error(`undocumented: ${kind} #${pointer}`);
  console.log(`${total - undocumented.length} of ${total} items have a description`);
  return undocumented.length + orphans.length === 0 ? code : 1;
}

function oneLine(error: unknown): string {
  return String(error).replaceAll(/\s*\n\s*/g, " ");
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isFault = error instanceof CodegenError;
  console.error(`codegen: ${isFault ? error.message : `unexpected ${oneLine(error)}; please report it`}`);
  // NODE_DEBUG=codegen shows where.
  debuglog("codegen")("%O", error);
  process.exitCode = 2;
}
