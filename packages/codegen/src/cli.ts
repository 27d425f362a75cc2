#!/usr/bin/env node
import { parseArgs } from "node:util";
import { CodegenError } from "./codegen-error.ts";
import { findStaleFiles, runBundle, runGenerate, runImport } from "./commands.ts";

const usage = `Usage: codegen <command> [--root <folder>]

  import <folder>  official documents into spec/documents and spec/sources.yaml
  bundle           documents and overlays into spec/high-mobility.openapi.yaml
  generate         the bundle into packages/schema/src
  check            exit code 1 and the names of generated files that are stale

  --root <folder>  the checkout (default: the current folder)
`;

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args);
  const [command, ...operands] = positionals;
  const root = values.root ?? ".";
  if (values.help || command === undefined) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  const [folder] = operands;
  if (operands.length !== (command === "import" ? 1 : 0))
    throw new CodegenError(`${command} takes ${command === "import" ? "one folder" : "no operands"}`);
  switch (command) {
    case "import":
      console.log(await runImport(root, folder ?? ""));
      return 0;
    case "bundle":
      console.log(await runBundle(root));
      return 0;
    case "generate":
      console.log(await runGenerate(root));
      return 0;
    case "check":
      return reportStale(await findStaleFiles(root));
    default:
      throw new CodegenError(`unknown command "${command}"; see --help`);
  }
}

function parse(args: readonly string[]): {
  values: { root?: string | undefined; help?: boolean | undefined };
  positionals: string[];
} {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { root: { type: "string" }, help: { type: "boolean", short: "h" } },
    });
  } catch (cause) {
    throw new CodegenError(cause instanceof Error ? cause.message : "unreadable arguments", {}, { cause });
  }
}

function reportStale(files: readonly string[]): number {
  for (const file of files) console.error(`stale: ${file}`);
  console.log(files.length === 0 ? "generated files are current" : "run `pnpm generate`");
  return files.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof CodegenError)) throw error;
  console.error(`codegen: ${error.message}`);
  process.exitCode = 2;
}
