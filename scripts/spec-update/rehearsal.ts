import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect } from "vitest";

const checkout = fileURLToPath(new URL("../..", import.meta.url));
export const script = fileURLToPath(new URL("../spec-update.ts", import.meta.url));
export const timeout = 240_000;

/** The checkout that an update works in, and the folder of the official documents. */
export let root: string;
export let official: string;

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), "spec-update-"));
  root = join(folder, "checkout");
  official = join(folder, "official");
  for (const path of ["spec", "packages/schema/src", "docs/spec-changes.md"])
    cpSync(join(checkout, path), join(root, path), { recursive: true });
  mkdirSync(join(root, ".changeset"));
  mkdirSync(official);
  publish();
  git("init", "--quiet");
  commit();
});

afterEach(() => rmSync(join(root, ".."), { recursive: true, force: true }));

/** Official documents with the facts that the repository has, of those that are in OpenAPI and in the bundle. */
function publish(): void {
  const sources = join(root, "spec/sources.yaml");
  const [head = "", ...entries] = readFileSync(sources, "utf8").split(/^(?= {2}- id: )/m);
  const bundled = entries.filter((entry) => /kind: openapi3\n\s+status: live/.test(entry));
  writeFileSync(sources, head + bundled.join(""));
  for (const entry of bundled) {
    const [, id = ""] = /id: (\S+)/.exec(entry) ?? [];
    const [, file = ""] = /file: (\S+)/.exec(entry) ?? [];
    const facts = readFileSync(join(root, `spec/documents/${id}.yaml`), "utf8");
    writeFileSync(join(official, file), facts.replace(/^openapi: 3\.1\.1$/m, "openapi: 3.0.3"));
  }
  for (const file of readdirSync(join(root, "spec/documents")))
    if (!bundled.some((entry) => entry.includes(`id: ${file.replace(".yaml", "")}\n`)))
      rmSync(join(root, "spec/documents", file));
}

export function git(...args: string[]): string {
  return execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], {
    cwd: root,
    encoding: "utf8",
  });
}

export function commit(): void {
  git("add", ".");
  git("commit", "--quiet", "--message", "State");
}

export function change(file: string, from: string | RegExp, to: string | ((found: string) => string)): void {
  const path = join(official, file);
  const before = readFileSync(path, "utf8");
  const after = typeof to === "string" ? before.replace(from, () => to) : before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
}

interface UpdateResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function update(...options: string[]): UpdateResult {
  return run(official, "--skip-tests", ...options);
}

export function goOn(...options: string[]): UpdateResult {
  return run("--continue", "--skip-tests", ...options);
}

function run(...args: string[]): UpdateResult {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

/** Replaces the placeholders of an update by text, as a maintainer does. */
export function fillPlaceholders(operationId: string): void {
  const overlays = join(root, "spec/overlays");
  for (const file of readdirSync(overlays)) {
    const text = readFileSync(join(overlays, file), "utf8");
    const filled = text
      .replaceAll(/TODO_\w+/g, operationId)
      .replaceAll(/"TODO: what this (\w+) is\."/g, "What this $1 is for.")
      .replaceAll("TODO.", "Does something new.");
    if (filled !== text) writeFileSync(join(overlays, file), filled);
  }
}

/** The compiler errors of the generated code. */
export function typeErrors(): string {
  const tsc = join(checkout, "node_modules/typescript/bin/tsc");
  const options = [
    "--noEmit",
    "--strict",
    "--target",
    "es2022",
    "--module",
    "nodenext",
    "--allowImportingTsExtensions",
  ];
  const entries = ["index.ts", "operations.ts", "openapi.ts", "validators/index.ts"];
  const files = entries.map((file) => join(root, "packages/schema/src", file));
  writeFileSync(join(root, "packages/schema/package.json"), '{ "type": "module" }\n');
  const { stdout } = spawnSync(process.execPath, [tsc, ...options, ...files], {
    cwd: root,
    encoding: "utf8",
  });
  rmSync(join(root, "packages/schema/package.json"));
  return stdout;
}

/**
 * Returns the compiler errors of the client, of the emulator's operations and of an app, with the generated
 * schema instead of the committed one.
 * @param app its statements, which have `hm`, `unwrap`, `vin` and the type `VehicleData`
 */
export function typeErrorsOfUsers(app: string): string {
  const schema = join(root, "packages/schema/src");
  const client = join(checkout, "packages/client/src/index.ts");
  const settings = {
    extends: join(checkout, "tsconfig.base.json"),
    compilerOptions: {
      noEmit: true,
      declaration: false,
      isolatedDeclarations: false,
      types: ["node"],
      typeRoots: [join(checkout, "node_modules/@types")],
      paths: {
        "@high-mobility-ts/schema": [join(schema, "index.ts")],
        "@high-mobility-ts/schema/*": [join(schema, "*.ts")],
        "@high-mobility-ts/client": [client],
      },
    },
    files: ["app.ts", join(checkout, "packages/emulator/src/responder/routes.ts")],
  };
  const header = `import { type HighMobilityClient, unwrap } from "@high-mobility-ts/client";
import type { VehicleData } from "@high-mobility-ts/schema";
declare const hm: HighMobilityClient;
declare const vin: string;
`;
  writeFileSync(join(root, "app.ts"), header + app);
  writeFileSync(join(root, "package.json"), '{ "type": "module" }\n');
  writeFileSync(join(root, "tsconfig.json"), JSON.stringify(settings));
  const tsc = join(checkout, "node_modules/typescript/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", root], { cwd: root, encoding: "utf8" });
  // The push messages of other packages are removed, because their documents are not here.
  return (stdout.match(/^(?:app\.ts|.*packages\/(?:client|emulator\/src\/responder)\/)[^\n]*$/gm) ?? []).join(
    "\n",
  );
}

export const eligibility = "hm-eligibility-v1.yml";

export function changeset(): string {
  return readFileSync(join(root, ".changeset/specification.md"), "utf8");
}
