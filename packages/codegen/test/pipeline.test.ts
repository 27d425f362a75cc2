import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type CommandResult, cli, run } from "./support/checkout.ts";

const checkout = fileURLToPath(new URL("../../..", import.meta.url));
const upstream = fileURLToPath(new URL("../../../../shared/upstream", import.meta.url));
const hasUpstream = await readdir(upstream).then(
  () => true,
  () => false,
);

if (!hasUpstream)
  process.stderr.write(
    "NOTICE: the official documents are not beside the checkout; three tests of their import are skipped\n",
  );

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "codegen-"));
  await cp(join(checkout, "spec"), join(root, "spec"), { recursive: true });
  await cp(join(checkout, "packages/schema/src"), join(root, "packages/schema/src"), { recursive: true });
});

afterEach(() => rm(root, { recursive: true, force: true }));

function codegen(...args: string[]): Promise<CommandResult> {
  return run([cli, ...args], { cwd: root });
}

const out = ["--out", "packages/schema/src"] as const;

async function contents(): Promise<Record<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(files.sort().map(async (file) => [file, await readFile(file, "utf8")] as const)),
  );
}

test("bundle and generate write what is committed", { timeout: 30_000 }, async () => {
  const before = await contents();
  expect((await codegen("bundle")).code).toBe(0);
  expect((await codegen("generate", ...out)).code).toBe(0);
  expect(await contents()).toEqual(before);
  expect(await codegen("check", ...out)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^files are current\n(\d+) of \1 items have a description\n$/),
    stderr: "",
  });
});

test.skipIf(!hasUpstream)(
  "import of the official files writes what is committed",
  { timeout: 30_000 },
  async () => {
    const before = await contents();
    expect(await codegen("import", upstream)).toMatchObject({ code: 0, stderr: "" });
    expect(await contents()).toEqual(before);
  },
);

test.skipIf(!hasUpstream)(
  "takes every official document, or says what is wrong with it",
  { timeout: 60_000 },
  async () => {
    const folder = join(root, "out");
    expect(await codegen("import", upstream, "--out", folder)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /^codegen: hm-rest-auto-api-v5-3\.yml:\d+ #\/.*: these references resolve to nothing: #\/definitions\/.*\n$/,
      ),
    });
    expect(await readdir(root)).not.toContain("out");
    const { code, stdout } = await codegen("import", upstream, "--out", folder, "--allow-unresolved");
    expect(code).toBe(0);
    expect(stdout.match(/^hm-rest-auto-api-v5-3\.yml: dropped /gm)).toHaveLength(43);
    expect(await readdir(folder)).toHaveLength(13);
  },
);

test.skipIf(!hasUpstream)(
  "import --check names what an import would change",
  { timeout: 30_000 },
  async () => {
    expect(await codegen("import", upstream, "--check")).toMatchObject({ code: 0 });
    await writeFile(join(root, "spec/documents/oauth.yaml"), "{}\n");
    expect(await codegen("import", upstream, "--check")).toMatchObject({
      code: 1,
      stderr: "stale: spec/documents/oauth.yaml\n",
    });
  },
);

test("check names a stale file and one that nothing generates", { timeout: 30_000 }, async () => {
  await writeFile(join(root, "packages/schema/src/index.ts"), "export {};\n");
  await writeFile(join(root, "packages/schema/src/extra.ts"), "export {};\n");
  expect(await codegen("check", ...out)).toMatchObject({
    code: 1,
    stderr: "stale: packages/schema/src/extra.ts\nstale: packages/schema/src/index.ts\n",
  });
});

test("check names what has no description", { timeout: 30_000 }, async () => {
  const overlay = join(root, "spec/overlays/30-documentation-oauth.overlay.yaml");
  const text = await readFile(overlay, "utf8");
  const words = "The vehicle that a token opens.";
  expect(text).toContain(words);
  await writeFile(overlay, text.replace(words, '""'));
  await codegen("bundle");
  await codegen("generate", ...out);
  expect(await codegen("check", ...out)).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^files are current\n\d+ of \d+ items have a description\n$/),
    stderr: "undocumented: schema #/components/schemas/VehicleInfo\n",
  });
});

test("check names both in the second format of push messages, and the file", {
  timeout: 30_000,
}, async () => {
  const overlay = join(root, "spec/push-v2-overlays/30-documentation.overlay.yaml");
  const text = await readFile(overlay, "utf8");
  expect(text).toContain("          connection:");
  await writeFile(overlay, text.replace("          connection:", "          conection:"));
  expect(await codegen("generate", ...out)).toMatchObject({ code: 0 });
  const place = "/components/schemas/mobile/properties";
  expect(await codegen("check", ...out)).toMatchObject({
    code: 1,
    stderr:
      `describes what is not there: spec/push-v2-overlays/30-documentation.overlay.yaml: ${place}/conection\n` +
      `undocumented: property spec/documents/push-envelope.yaml #${place}/connection\n`,
  });
});

test("check names what is described and does not exist, and lets all else go on", {
  timeout: 30_000,
}, async () => {
  const overlay = join(root, "spec/overlays/30-documentation-oauth.overlay.yaml");
  const text = await readFile(overlay, "utf8");
  expect(text).toContain("        client_id:");
  await writeFile(overlay, text.replace("        client_id:", "        clientId:"));
  expect(await codegen("bundle")).toMatchObject({ code: 0 });
  expect(await codegen("generate", ...out)).toMatchObject({ code: 0 });
  const place = "#/components/schemas/AccessTokenRequest/properties";
  expect(await codegen("check", ...out)).toMatchObject({
    code: 1,
    stderr:
      `describes what is not there: spec/overlays/30-documentation-oauth.overlay.yaml: ${place.slice(1)}/clientId\n` +
      `undocumented: property ${place}/client_id\n`,
  });
});

describe("a fault is one line, exit code 2, and nothing is written", () => {
  const overlay = "spec/overlays/10-corrections.overlay.yaml";
  const table: { name: string; file: string; from: string; to: string; want: RegExp }[] = [
    {
      name: "an action that matches nothing",
      file: overlay,
      from: "$.paths['/v1/vehicleinfo'].get",
      to: "$.paths['/v1/nowhere'].get",
      want: /^codegen: spec\/overlays\/10-corrections\.overlay\.yaml:\d+ #\/actions\/\d+: target .* matches nothing\n$/,
    },
    {
      name: "a bundle that fails lint",
      file: "spec/overlays/30-documentation.overlay.yaml",
      from: "      summary: Get an access token\n",
      to: "",
      want: /^codegen: spec\/high-mobility\.openapi\.yaml:\d+ #\/paths\/~1v1~1access_tokens\/post.*: lint operation-summary: .*\n$/,
    },
    {
      name: "documentation that changes a fact",
      file: "spec/overlays/30-documentation-oauth.overlay.yaml",
      from: "        client_id:",
      to: "        clientId: { type: string }\n        client_id:",
      want: /^codegen: spec\/overlays\/30-documentation-oauth\.overlay\.yaml: changes \/components\/schemas\/AccessTokenRequest\/properties\/clientId of the bundle, which is a fact; .*\n$/,
    },
    {
      name: "two operations with one id",
      file: "spec/overlays/20-operations.overlay.yaml",
      from: "operationId: getClearance\n",
      to: "operationId: listClearances\n",
      want: /^codegen: .*lint operation-operationId-unique: .*\n$/,
    },
    {
      name: "a reference that leads back to itself",
      file: overlay,
      from: "    description: No such format for strings",
      to: '    update: { $ref: "#/components/schemas/Valuation" }\n  - target: $.components.schemas.ValuationOdometer.properties.reference\n    description: No such format for strings',
      want: /^codegen: spec\/high-mobility\.openapi\.yaml #\/components\/schemas\/Valuation.*: this reference leads back to itself\n$/,
    },
    {
      name: "a name for a schema that does not exist",
      file: "spec/names.yaml",
      from: "SuccessResponse:",
      to: "SucessResponse:",
      want: /^codegen: .*names a schema "SucessResponse" that eligibility does not have\n$/,
    },
  ];
  test.each(table)("$name", { timeout: 30_000 }, async ({ file, from, to, want }) => {
    const text = await readFile(join(root, file), "utf8");
    expect(text).toContain(from);
    await writeFile(join(root, file), text.replace(from, to));
    const before = await contents();
    expect(await codegen("bundle")).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(want),
    });
    expect(await contents()).toEqual(before);
  });

  test.each([
    {
      args: ["import", "/nowhere"],
      want: "codegen: /nowhere: cannot read the folder (it does not exist, ENOENT)\n",
    },
    { args: ["import"], want: "codegen: import takes one folder or URL, got 0\n" },
    {
      args: ["generate"],
      want: "codegen: --out must be the folder of the generated TypeScript, got nothing\n",
    },
    { args: ["bundle", "spec"], want: "codegen: bundle takes no operands, got 1\n" },
    { args: ["polish"], want: 'codegen: unknown command "polish"; see --help\n' },
  ])("$args", { timeout: 30_000 }, async ({ args, want }) => {
    expect(await codegen(...args)).toEqual({ code: 2, stdout: "", stderr: want });
  });
});
