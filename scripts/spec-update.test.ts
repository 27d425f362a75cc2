import { execFileSync, spawnSync } from "node:child_process";
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

function change(file: string, from: string | RegExp, to: string): void {
  const path = join(official, file);
  const before = readFileSync(path, "utf8");
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
}

function update(): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, official, "--skip-tests"], {
    cwd: root,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
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
      // Each validator names its sources; those of the push messages go with their document, which is not here.
      .filter((line) => !line.includes("/validators/")),
  ).toEqual([
    "M packages/schema/src/index.ts",
    " M packages/schema/src/openapi.ts",
    " M packages/schema/src/operations.ts",
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
    stdout: expect.stringMatching(/^- describes what is not there: .*\/Eligibility\/properties\/eligible$/m),
  });
  expect(changeset()).toMatch(/"@high-mobility-ts\/schema": major\n/);
});

test("refuses a working tree with changes, and says which", { timeout }, () => {
  writeFileSync(join(root, "spec/names.yaml"), "{}\n");
  expect(update()).toEqual({
    status: 2,
    stdout: "",
    stderr: expect.stringMatching(
      /^spec:update: refused: the working tree has changes.*\nM spec\/names\.yaml\n/,
    ),
  });
});

test.each([
  {
    name: "a document that the bundle cannot be made of",
    from: "  /v1/eligibility:\n",
    to: "  /v1/eligible:\n",
    want: /refused: spec\/overlays\/.*: target .* matches nothing/,
  },
  {
    name: "a document that fails lint",
    from: /^components:$/m,
    to: '  /v1/new/{vin}:\n    get: { responses: { "200": {} } }\ncomponents:',
    want: /refused: spec\/high-mobility\.openapi\.yaml:\d+ .*: lint /,
  },
])("refuses $name and leaves the checkout as it was", { timeout }, ({ from, to, want }) => {
  change(eligibility, from, to);
  expect(update()).toMatchObject({ status: 2, stdout: "", stderr: expect.stringMatching(want) });
  expect(git("status", "--porcelain")).toBe("");
});
