import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const checkout = fileURLToPath(new URL("..", import.meta.url));
const script = fileURLToPath(new URL("./spec-update.ts", import.meta.url));
const timeout = 240_000;

let root: string;
let official: string;

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

function git(...args: string[]): string {
  return execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], {
    cwd: root,
    encoding: "utf8",
  });
}

function commit(): void {
  git("add", ".");
  git("commit", "--quiet", "--message", "State");
}

function change(file: string, from: string | RegExp, to: string | ((found: string) => string)): void {
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

function update(...options: string[]): UpdateResult {
  return run(official, "--skip-tests", ...options);
}

function goOn(...options: string[]): UpdateResult {
  return run("--continue", "--skip-tests", ...options);
}

function run(...args: string[]): UpdateResult {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

/** Writes words in the place of what an update marked, as a maintainer does. */
function fillPlaceholders(operationId: string): void {
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

/** What the compiler says of the generated code. */
function typeErrors(): string {
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

const eligibility = "hm-eligibility-v1.yml";

function changeset(): string {
  return readFileSync(join(root, ".changeset/specification.md"), "utf8");
}

test("takes over a change, generates from it and notes it; a second one joins the same note", {
  timeout,
}, () => {
  change(eligibility, "- sandbox\n", "- sandbox\n            - unheard-of\n");
  expect(update()).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('| minor | `request body.brand` | enum-value-added | `+ "unheard-of"` |'),
  });
  expect(
    git("status", "--porcelain", "--untracked-files=all")
      .trim()
      .split("\n")
      // The push messages go with their documents, which are not here.
      .filter((line) => !line.includes("/validators/")),
  ).toEqual([
    "M packages/schema/src/facts.ts",
    " M packages/schema/src/index.ts",
    " M packages/schema/src/openapi.ts",
    " M packages/schema/src/provenance.ts",
    " D packages/schema/src/push-v2.ts",
    " M packages/schema/src/types.ts",
    " M spec/documents/eligibility.yaml",
    " M spec/high-mobility.openapi.yaml",
    " M spec/sources.yaml",
    "?? .changeset/specification.md",
  ]);
  expect(changeset()).toMatch(/"@high-mobility-ts\/schema": minor\n/);

  commit();
  change(eligibility, / +- unheard-of\n/, "");
  update();
  expect(changeset()).toMatch(/"@high-mobility-ts\/schema": major\n/);
  expect(changeset().match(/^- .*$/gm)).toEqual([
    expect.stringContaining("- **major**: `POST /v1/eligibility` `request body.brand` enum-value-removed"),
    expect.stringContaining("- minor: `POST /v1/eligibility` `request body.brand` enum-value-added"),
  ]);
  expect(readdirSync(join(root, ".changeset"))).toEqual(["specification.md"]);
});

test("has nothing to do when only the text is another one", { timeout }, () => {
  change(eligibility, "  title: eligibility\n", "  title: Other\n  description: In other words.\n");
  expect(update()).toMatchObject({
    status: 0,
    stdout: "Nothing to do: the official documents state the same facts.\n",
  });
  expect(git("status", "--porcelain")).toBe("");
});

test("leaves the description of a property that went to people, and says where it is", { timeout }, () => {
  change(eligibility, /^ {8}eligible:\n {10}type: boolean\n/m, "");
  expect(update()).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(
      /^- spec\/overlays\/30-documentation-eligibility\.overlay\.yaml: `.*\/Eligibility\/properties\/eligible` is described and is not there\.$/m,
    ),
  });
  expect(changeset()).toMatch(/"@high-mobility-ts\/schema": major\n/);
});

test("refuses a working tree with changes, and says which", { timeout }, () => {
  writeFileSync(join(root, "spec/names.yaml"), "{}\n");
  expect(update()).toEqual({
    status: 2,
    stdout: "",
    stderr: expect.stringMatching(
      /^spec:update: refused: the working tree has changes.*\nspec\/names\.yaml\n/,
    ),
  });
});

test("refuses a document that is not understood and leaves the checkout as it was", { timeout }, () => {
  change(eligibility, "deprecated: false", "deprecated: perhaps");
  expect(update()).toMatchObject({
    status: 2,
    stdout: "",
    stderr: expect.stringContaining('deprecated: must be true or false, got "perhaps"'),
  });
  expect(git("status", "--porcelain")).toBe("");
  expect(goOn()).toMatchObject({ status: 2, stderr: expect.stringContaining("no update to go on with") });
});

test("names everything at once, after the comparison and the changeset are written", { timeout }, () => {
  change(eligibility, "  /v1/eligibility:\n", "  /v1/eligible:\n");
  change(
    eligibility,
    /^components:$/m,
    '  /v1/new/{vin}:\n    get: { responses: { "200": {} } }\ncomponents:',
  );
  const summary = join(root, "../summary.md");
  const { status, stdout, stderr } = update("--summary", summary);
  expect(status).toBe(1);
  for (const part of [
    "20-operations.overlay.yaml:",
    "`$.paths['/v1/eligibility'].post` is the target of an action and matches nothing.",
    "`POST /v1/eligible` has no operationId, no tags, no x-idempotent.",
    "`GET /v1/new/{vin}` has no operationId, no tags, no security, no x-idempotent.",
    "operationId: TODO_getNewVin",
    "`$.paths['/v1/new/{vin}'].get` has no summary.",
    "`$.paths['/v1/new/{vin}'].get` (operation) has no description.",
    "`$.paths['/v1/new/{vin}'].get.responses['200']` (status) has no description.",
  ])
    expect(stdout).toContain(part);
  expect(stdout.indexOf("### To write or remove by hand")).toBeGreaterThan(100);
  expect(readFileSync(summary, "utf8")).toBe(stdout);
  expect(changeset()).toContain("`GET /v1/new/{vin}`");
  expect(stderr).toMatch(
    /^spec:update: import…\nspec:update: import: done in \d+\.\d s\nspec:update: bundle…\n/,
  );
});

test("SIGINT ends the tests; the comparison and the changeset stay, and the report says what happened", {
  timeout,
}, async () => {
  change(eligibility, "- sandbox\n", "- sandbox\n            - unheard-of\n");
  const runner = join(root, "../pnpm.js");
  writeFileSync(runner, 'process.stderr.write("RUNNING"); setInterval(() => undefined, 1000);\n');
  const child = spawn(process.execPath, [script, official], {
    cwd: root,
    env: { ...process.env, npm_execpath: runner },
  });
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    if (text.includes("RUNNING")) child.kill("SIGINT");
  });
  const [status] = await once(child, "close");
  expect(status).toBe(1);
  expect(stdout).toContain("enum-value-added");
  expect(stdout).toContain("- the tests were interrupted by SIGINT\n");
  expect(changeset()).toMatch(/"@high-mobility-ts\/schema": minor\n/);
  expect(goOn()).toMatchObject({ status: 0 });
});

test("goes on from what it left, and refuses changes that are not its own", { timeout }, () => {
  change(eligibility, /^ {8}eligible:\n {10}type: boolean\n/m, "");
  expect(update()).toMatchObject({ status: 1 });
  expect(update()).toMatchObject({ status: 2, stderr: expect.stringContaining("an update is under way") });
  writeFileSync(join(root, "README.md"), "mine\n");
  expect(goOn()).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("these changes are not of the update:\nREADME.md\n"),
  });
  rmSync(join(root, "README.md"));
  const overlay = join(root, "spec/overlays/30-documentation-eligibility.overlay.yaml");
  const text = readFileSync(overlay, "utf8");
  writeFileSync(overlay, text.replace(/^ {8}eligible:.*\n(?: {10,}.*\n)*/m, ""));
  expect(goOn()).toMatchObject({ status: 0 });
  expect(changeset().match(/^- /gm)).toHaveLength(1);
  commit();
  expect(goOn()).toMatchObject({ status: 2, stderr: expect.stringContaining("no update to go on with") });
});

test("a brand and a property more: placeholders to fill, then a minor release that builds", {
  timeout,
}, () => {
  change(eligibility, "- sandbox\n", "- sandbox\n            - unheard-of\n");
  change(
    eligibility,
    /^ {8}eligible:\n/m,
    "        since:\n          type: string\n          format: date\n        eligible:\n",
  );
  const first = update("--scaffold");
  expect(first).toMatchObject({
    status: 1,
    stdout: expect.stringContaining(
      "TODO is left at #/components/schemas/Eligibility/properties/since/description",
    ),
  });
  expect(first.stdout).toContain("enum-value-added");
  fillPlaceholders("unused");
  expect(goOn()).toMatchObject({ status: 0 });
  expect(changeset()).toMatch(/"@high-mobility-ts\/schema": minor\n/);
  expect(typeErrors()).toBe("");
});

test("a new operation with a body: it has a name, a tag and components, and the release is minor", {
  timeout,
}, () => {
  const body = "{ type: object, properties: { vins: { type: array, items: { type: string } } } }";
  const operation = `  /v1/eligibility/batches:
    post:
      security: [{ EligibilityAuth: ["vehicle:eligibility-check"] }]
      requestBody: { content: { application/json: { schema: ${body} } } }
      responses:
        "200": { description: "", content: { application/json: { schema: ${body} } } }
components:`;
  change(eligibility, /^components:$/m, operation);
  expect(update("--scaffold")).toMatchObject({
    status: 1,
    stdout: expect.stringContaining("TODO is left at #/paths/~1v1~1eligibility~1batches/post/operationId"),
  });
  fillPlaceholders("checkEligibilityBatch");
  expect(goOn()).toMatchObject({ status: 0 });
  expect(changeset()).toMatch(/"@high-mobility-ts\/schema": minor\n/);
  expect(changeset()).toContain("operation-added");
  const operations = readFileSync(join(root, "packages/schema/src/operations.ts"), "utf8");
  expect(operations).toContain("  checkEligibilityBatch: {");
  expect(operations).toContain('    tag: "eligibility",');
  const types = readFileSync(join(root, "packages/schema/src/types.ts"), "utf8");
  expect(types).toContain("export type PostEligibilityBatchesRequest = {");
  expect(typeErrors()).toBe("");
});

test("the next level with a capability more and a property less: the path moves, and the release is major", {
  timeout,
}, () => {
  const document = "hm-vehicle-data-api-v1.yml";
  change(document, "/v1/vehicle-data/autoapi-13/", "/v1/vehicle-data/autoapi-14/");
  change(document, /^ {8}lock_safety:\n.*\n(?= {8}position:\n.*hood_property_position)/m, "");
  change(
    document,
    /^ {4}response:\n {6}type: object\n {6}properties:\n/m,
    (found: string) => `${found}        drone:\n          $ref: "#/components/schemas/drone"\n`,
  );
  change(
    document,
    /^ {4}response:\n/m,
    `    drone:
      properties:
        altitude: { $ref: "#/components/schemas/drone_property_altitude" }
    drone_property_altitude:
      type: object
      minProperties: 1
      properties:
        data: { $ref: "#/components/schemas/unit_length" }
        failure: { $ref: "#/components/schemas/custom_type_failure" }
        timestamp: { type: string, format: date-time }
      additionalProperties: false
    response:
`,
  );
  const first = update("--scaffold");
  expect(first).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/HoodCapability\/properties\/lock_safety` is described and is not there/),
  });
  expect(first.stdout).not.toContain("matches nothing");
  const overlay = join(root, "spec/overlays/30-documentation-vehicle-data-body.overlay.yaml");
  const text = readFileSync(overlay, "utf8");
  writeFileSync(overlay, text.replace(/^ {10}lock_safety: \{ description: "Whether the hood.*\n/m, ""));
  fillPlaceholders("unused");
  expect(goOn()).toMatchObject({ status: 0 });
  expect(changeset()).toMatch(/"@high-mobility-ts\/schema": major\n/);
  expect(changeset()).toContain("lock_safety");
  expect(typeErrors()).toBe("");
});
