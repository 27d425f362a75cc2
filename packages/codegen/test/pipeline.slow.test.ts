import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Checkout, type CommandResult, createCheckout } from "./support/checkout.ts";

const upstream = fileURLToPath(new URL("../../../../shared/upstream", import.meta.url));
const hasUpstream = await readdir(upstream).then(
  () => true,
  () => false,
);

if (!hasUpstream)
  process.stderr.write(
    "NOTICE: the official documents are not beside the checkout; three tests of their import are skipped\n",
  );

let checkout: Checkout;

beforeEach(async () => {
  checkout = await createCheckout();
  await checkout.copy("spec");
  await checkout.copy("packages/schema/src");
});

afterEach(() => checkout[Symbol.asyncDispose]());

function codegen(...args: string[]): Promise<CommandResult> {
  return checkout.codegen(...args);
}

const out = ["--out", "packages/schema/src"] as const;

test("bundle and generate write the committed files", { timeout: 30_000 }, async () => {
  const before = await checkout.contents();
  expect((await codegen("bundle")).code).toBe(0);
  expect((await codegen("generate", ...out)).code).toBe(0);
  expect(await checkout.contents()).toEqual(before);
  expect(await codegen("check", ...out)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^files are current\n(\d+) of \1 items have a description\n$/),
    stderr: "",
  });
});

test("check names items without a description", { timeout: 30_000 }, async () => {
  const overlay = join(checkout.root, "spec/overlays/30-documentation-oauth.overlay.yaml");
  const text = await readFile(overlay, "utf8");
  const words = "The vehicle for which a token is valid.";
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

test("check names missing and orphaned descriptions of the second format of push messages, with the file", {
  timeout: 30_000,
}, async () => {
  const overlay = join(checkout.root, "spec/push-v2-overlays/30-documentation.overlay.yaml");
  const text = await readFile(overlay, "utf8");
  expect(text).toContain("          connection:");
  await writeFile(overlay, text.replace("          connection:", "          conection:"));
  expect(await codegen("generate", ...out)).toMatchObject({ code: 0 });
  const place = "/components/schemas/mobile/properties";
  expect(await codegen("check", ...out)).toMatchObject({
    code: 1,
    stderr:
      `describes a missing item: spec/push-v2-overlays/30-documentation.overlay.yaml: ${place}/conection\n` +
      `undocumented: property spec/documents/push-envelope.yaml #${place}/connection\n`,
  });
});

test("check names orphaned descriptions, and checks the rest", {
  timeout: 30_000,
}, async () => {
  const overlay = join(checkout.root, "spec/overlays/30-documentation-oauth.overlay.yaml");
  const text = await readFile(overlay, "utf8");
  expect(text).toContain("        client_id:");
  await writeFile(overlay, text.replace("        client_id:", "        clientId:"));
  expect(await codegen("bundle")).toMatchObject({ code: 0 });
  expect(await codegen("generate", ...out)).toMatchObject({ code: 0 });
  const place = "#/components/schemas/AccessTokenRequest/properties";
  expect(await codegen("check", ...out)).toMatchObject({
    code: 1,
    stderr:
      `describes a missing item: spec/overlays/30-documentation-oauth.overlay.yaml: ${place.slice(1)}/clientId\n` +
      `undocumented: property ${place}/client_id\n`,
  });
});

test.skipIf(!hasUpstream)(
  "import of the official files writes the committed files",
  { timeout: 30_000 },
  async () => {
    const before = await checkout.contents();
    expect(await codegen("import", upstream)).toMatchObject({ code: 0, stderr: "" });
    expect(await checkout.contents()).toEqual(before);
  },
);

test.skipIf(!hasUpstream)(
  "imports every official document, or reports its error",
  { timeout: 60_000 },
  async () => {
    const folder = join(checkout.root, "out");
    expect(await codegen("import", upstream, "--out", folder)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /^codegen: hm-rest-auto-api-v5-3\.yml:\d+ #\/.*: these references resolve to nothing: #\/definitions\/.*\n$/,
      ),
    });
    expect(await readdir(checkout.root)).not.toContain("out");
    const { code, stdout } = await codegen("import", upstream, "--out", folder, "--allow-unresolved");
    expect(code).toBe(0);
    expect(stdout.match(/^hm-rest-auto-api-v5-3\.yml: dropped /gm)).toHaveLength(43);
    expect(await readdir(folder)).toHaveLength(13);
  },
);

test.skipIf(!hasUpstream)(
  "import --check names the files that an import would change",
  { timeout: 30_000 },
  async () => {
    expect(await codegen("import", upstream, "--check")).toMatchObject({ code: 0 });
    await writeFile(join(checkout.root, "spec/documents/oauth.yaml"), "{}\n");
    expect(await codegen("import", upstream, "--check")).toMatchObject({
      code: 1,
      stderr: "stale: spec/documents/oauth.yaml\n",
    });
  },
);
