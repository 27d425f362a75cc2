import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Checkout, type CommandResult, createCheckout } from "./support/checkout.ts";

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

test("check names an outdated file and a file that is no longer generated", { timeout: 30_000 }, async () => {
  await writeFile(join(checkout.root, "packages/schema/src/index.ts"), "export {};\n");
  await writeFile(join(checkout.root, "packages/schema/src/extra.ts"), "export {};\n");
  expect(await codegen("check", ...out)).toMatchObject({
    code: 1,
    stderr: "stale: packages/schema/src/extra.ts\nstale: packages/schema/src/index.ts\n",
  });
});

describe("an error is one line with exit code 2, and no file is written", () => {
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
      name: "a circular reference",
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
    const text = await readFile(join(checkout.root, file), "utf8");
    expect(text).toContain(from);
    await writeFile(join(checkout.root, file), text.replace(from, to));
    const before = await checkout.contents();
    expect(await codegen("bundle")).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(want),
    });
    expect(await checkout.contents()).toEqual(before);
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
