// Imports the current official documents and prepares a release: import, bundle, comparison and
// changeset, generated code, tests, and a summary in Markdown on standard output. Everything that a person
// must write or remove is listed at once. Exit code 0: done; 1: something is left to do by hand, or tests
// fail; 2: rejected.
import { parseArgs } from "node:util";
import { CodegenError } from "../packages/codegen/src/source/codegen-error.ts";
import { RefusedUpdate } from "./spec-update/refused-update.ts";
import { type UpdateOptions, update } from "./spec-update/update.ts";

const usage = `Usage: pnpm spec:update <folder or URL with the official documents>
       pnpm spec:update --continue

  --continue         goes on with an update that was interrupted, or that left something to write
  --scaffold         writes what is missing into the overlays; what a person has to write is marked TODO
  --skip-tests       does not run the tests
  --summary <file>   also writes the summary there, as soon as the comparison is made
`;

function readOptions(): UpdateOptions | undefined {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      continue: { type: "boolean", default: false },
      scaffold: { type: "boolean", default: false },
      "skip-tests": { type: "boolean", default: false },
      summary: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  const [source] = positionals;
  if (positionals.length !== (values.continue ? 0 : 1))
    throw new RefusedUpdate("it needs one folder or URL with the official documents, or --continue");
  return {
    source,
    scaffold: values.scaffold,
    skipTests: values["skip-tests"],
    summaryFile: values.summary,
  };
}

try {
  const options = readOptions();
  if (options === undefined) console.log(usage);
  else process.exitCode = await update(options);
} catch (error) {
  if (!(error instanceof RefusedUpdate || error instanceof CodegenError)) throw error;
  console.error(`spec:update: rejected: ${error.message}`);
  process.exitCode = 2;
}
