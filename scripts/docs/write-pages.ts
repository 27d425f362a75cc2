// Writes the pages of the documentation site that are generated from other files: READMEs of packages, and
// the reference.
import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { createProgram } from "../../packages/cli/src/program.ts";
import { Session } from "../../packages/cli/src/session.ts";
import type { OperationReference } from "../../packages/codegen/src/reference/reference.ts";
import { runPnpm } from "../pnpm.ts";
import { commandsPage } from "./commands-page.ts";
import { type ErrorCode, errorCodes, errorsPage } from "./error-codes.ts";
import { linksOfSite } from "./links-of-site.ts";
import { operationExamples } from "./operations/operation-examples.ts";
import { operationsPage } from "./operations/operations-page.ts";
import { propertyRows, type ReferenceCapability } from "./property-rows.ts";

const docs = "docs";

for (const folder of ["packages", "reference", ".vitepress/data"])
  rmSync(join(docs, folder), { recursive: true, force: true });

for (const file of globSync("packages/*/{README.md,docs/*.md}").map((path) => path.replaceAll("\\", "/"))) {
  const [, name = ""] = file.split("/");
  // Not published.
  if (name === "bench" || name === "guards") continue;
  write(`packages/${name}/${pageName(file)}.md`, linksOfSite(readFileSync(file, "utf8"), file));
}

const { stdout, status, stderr } = runPnpm(["--silent", "codegen", "reference"], { encoding: "utf8" });
if (status !== 0) throw new Error(`codegen reference failed: ${stderr}`);
const reference: {
  readonly capabilities: readonly ReferenceCapability[];
  readonly operations: readonly OperationReference[];
} = JSON.parse(String(stdout));
const apiErrorCodes = codesOf("packages/client/src/errors/high-mobility-error.ts", "ApiErrorCode");
write(
  "reference/operations.md",
  operationsPage({
    operations: reference.operations,
    examples: operationExamples,
    codes: apiErrorCodes,
  }),
);
write(
  "reference/properties.md",
  "---\naside: false\n---\n\n# Vehicle properties\n\nEvery property that vehicles can report, by response and by push message. Which of them a vehicle has depends on its brand and model.\n\n<PropertyTable />\n",
);
write(".vitepress/data/properties.json", JSON.stringify(propertyRows(reference.capabilities)));

write("reference/decisions.md", decisionsPage());
write("reference/errors.md", errorsPage(errorKinds()));
const { stdin, stdout: out, stderr: err } = process;
const program = createProgram(
  new Session({ stdin, stdout: out, stderr: err, variables: {} }, new AbortController().signal),
);
write(
  "reference/commands.md",
  commandsPage(program, [
    { name: "high-mobility-emulator", help: helpOf("packages/emulator/src/cli/main.ts") },
    { name: "high-mobility-codegen", help: helpOf("packages/codegen/src/command/cli.ts") },
  ]),
);

function codesOf(file: string, typeName: string): readonly ErrorCode[] {
  return errorCodes(file, readFileSync(file, "utf8"), typeName);
}

function errorKinds(): Parameters<typeof errorsPage>[0] {
  return [
    {
      title: "Calls that the platform rejected",
      introduction: "The `code` of an `ApiError`, which `unwrap` throws.",
      codes: apiErrorCodes,
    },
    {
      title: "Calls without data for another reason",
      introduction: "The `code` of the other errors of `@high-mobility-ts/client`.",
      codes: codesOf("packages/client/src/errors/high-mobility-error.ts", "HighMobilityErrorCode"),
    },
    {
      title: "Tokens",
      introduction:
        "The `code` of an `AuthError` of `@high-mobility-ts/auth`, often the `cause` of an `AuthenticationError`.",
      codes: codesOf("packages/auth/src/auth-error.ts", "AuthErrorCode"),
    },
    {
      title: "Consumers of messages",
      introduction: "The `code` of a `ConsumerError`, with which `consumer.closed` rejects.",
      codes: codesOf("packages/push/src/mqtt/consumer-error.ts", "ConsumerErrorCode"),
    },
    {
      title: "Webhooks",
      introduction: "The `code` of a `WebhookError`, with which `onError` is called.",
      codes: codesOf("packages/push/src/webhooks/webhook-error.ts", "WebhookErrorCode"),
    },
  ];
}

/** The list of all decisions. */
function decisionsPage(): string {
  const links = globSync("docs/decisions/*.md")
    .sort()
    .map((file) => {
      const [title = file] = readFileSync(file, "utf8").split("\n");
      return `- [${title.replace(/^# /, "")}](/decisions/${basename(file, ".md")})`;
    });
  return `# Decisions\n\nWhy things are as they are: one page for each choice that someone may question.\n\n${links.join("\n")}\n`;
}

/** Returns the output of a command for `--help`. */
function helpOf(file: string): string {
  const result = spawnSync(process.execPath, [file, "--help"], { encoding: "utf8" });
  if (result.status !== 0) throw new Error(`${file} --help failed: ${result.stderr}`);
  return result.stdout;
}

function pageName(file: string): string {
  return basename(file) === "README.md" ? "index" : basename(file, ".md");
}

function write(path: string, text: string): void {
  const file = join(docs, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
