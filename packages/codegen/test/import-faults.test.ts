import { describe, expect, test } from "vitest";
import { type Checkout, createCheckout } from "./support/checkout.ts";
import { official, sourcesOf } from "./support/official.ts";

const timeout = 60_000;

/** A checkout whose `official` folder has the documents, with changes. */
function withOfficial(changed: Readonly<Record<string, string>> = {}): Promise<Checkout> {
  const files = Object.entries({ ...official, ...changed }).map(([file, text]) => [`official/${file}`, text]);
  return createCheckout({ "spec/sources.yaml": sourcesOf(), ...Object.fromEntries(files) });
}

test("imports documents of every format, and again without a change", { timeout }, async () => {
  await using checkout = await withOfficial();
  const from = "official";
  expect(await checkout.command("import", from)).toMatchObject({ code: 0, stderr: "" });
  const imported = await checkout.contents();
  expect(Object.keys(imported).filter((file) => file.includes("/documents/"))).toHaveLength(4);
  expect(await checkout.command("import", from)).toMatchObject({ code: 0 });
  expect(await checkout.contents()).toEqual(imported);
  expect(await checkout.command("import", from, "--check")).toMatchObject({ code: 0 });
});

test("removes the facts of a document that is no longer live", { timeout }, async () => {
  await using checkout = await withOfficial();
  const from = "official";
  await checkout.command("import", from);
  await checkout.write({
    "spec/sources.yaml": sourcesOf().replace("openapi3, status: live", "openapi3, status: deprecated"),
  });
  expect(await checkout.command("import", from, "--check")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("stale: spec/documents/cars-yml.yaml\n"),
  });
  expect(await checkout.command("import", from)).toMatchObject({ code: 0 });
  expect(await checkout.command("import", from, "--check")).toMatchObject({ code: 0 });
});

interface Fault {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Imports into another folder, with all documents. */
  readonly out?: true;
  readonly want: string;
}

const faults: readonly Fault[] = [
  {
    name: "malformed YAML",
    file: "cars.yml",
    from: "required: [vin, doors]",
    to: "required: [vin, doors",
    want: "cars.yml:34 #/components/schemas/Car/properties: ",
  },
  {
    name: "malformed JSON",
    file: "json-schema/envelope/spec.json",
    from: '"required": ["version"],',
    to: '"required": "version"],',
    out: true,
    want: "json-schema/envelope/spec.json:5 #/required: ",
  },
  {
    name: "a duplicate key",
    file: "zones.yml",
    from: "      radius:\n",
    to: "      name:\n",
    want: "zones.yml:47 #/definitions/Zone/properties/name: duplicated mapping key\n",
  },
  {
    name: "an unknown version",
    file: "events.yml",
    from: "asyncapi: 2.6.0",
    to: "asyncapi: 3.0.0",
    want: "events.yml:1 #/asyncapi: must be AsyncAPI 2.x, got AsyncAPI 3.0.0\n",
  },
  {
    name: "an unknown keyword",
    file: "cars.yml",
    from: "format: date-time",
    to: "formatt: date-time",
    want: 'cars.yml:53 #/components/schemas/Door/properties/opened_at/formatt: unknown keyword "formatt" in schema\n',
  },
  {
    name: "a value of the wrong form",
    file: "cars.yml",
    from: "maxItems: 8",
    to: "maxItems: many",
    want: 'cars.yml:41 #/components/schemas/Car/properties/doors/maxItems: must be a number, got "many"\n',
  },
  {
    name: "a reference to nothing",
    file: "cars.yml",
    from: '$ref: "#/components/schemas/Door"',
    to: '$ref: "#/components/schemas/Window"',
    want: "cars.yml:43 #/components/schemas/Car/properties/doors/items/$ref: these references resolve to nothing: #/components/schemas/Window\n",
  },
  {
    name: "a circular reference",
    file: "cars.yml",
    from: "          enum: [unlocked, locked]\n",
    to: '          enum: [unlocked, locked]\n        car: { $ref: "#/components/schemas/Car" }\n',
    want: "cars.yml:51 #/components/schemas/Door/properties/car/$ref: this reference leads back to itself\n",
  },
  {
    name: "a reference out of the folder",
    file: "cars.yml",
    from: '$ref: "#/components/schemas/Door"',
    to: '$ref: "../../secrets.yml#/key"',
    want: 'cars.yml:43 #/components/schemas/Car/properties/doors/items/$ref: reference "../../secrets.yml#/key" leaves the document',
  },
  {
    name: "two documents with one id",
    file: "../spec/sources.yaml",
    from: "id: zones-yml",
    to: "id: cars-yml",
    want: 'spec/sources.yaml:3 #/documents/1/id: id "cars-yml" is taken\n',
  },
  {
    name: "an id that is a path",
    file: "../spec/sources.yaml",
    from: "id: zones-yml",
    to: "id: ../../zones",
    want: "spec/sources.yaml:3 #/documents/1: must be text that matches ",
  },
  {
    name: "a file out of the folder",
    file: "../spec/sources.yaml",
    from: "file: zones.yml",
    to: "file: ../zones.yml",
    want: "spec/sources.yaml:3 #/documents/1: must be text that matches ",
  },
];

describe("an error is one line with exit code 2, and changes no file", () => {
  test.each(faults)("$name", { timeout }, async ({ file, from, to, out, want }) => {
    const sources = sourcesOf();
    const text = file === "../spec/sources.yaml" ? sources : official[file];
    expect(text).toContain(from);
    await using checkout = await withOfficial();
    await checkout.write({ [`official/${file}`]: (text ?? "").replace(from, to) });
    const before = await checkout.contents();
    const destination = out ? ["--out", "out"] : [];
    const outcome = await checkout.command("import", "official", ...destination);
    expect(outcome).toMatchObject({ code: 2, stdout: "" });
    expect(outcome.stderr).toMatch(/^codegen: [^\n]+\n$/);
    expect(outcome.stderr).toContain(`codegen: ${want}`);
    expect(await checkout.contents()).toEqual(before);
  });

  test("two files with the same target", { timeout }, async () => {
    await using checkout = await withOfficial({
      "a.b.yml": official["cars.yml"] ?? "",
      "a-b.yml": official["cars.yml"] ?? "",
    });
    const outcome = await checkout.command("import", "official", "--out", "out");
    expect(outcome).toEqual({
      code: 2,
      stdout: "",
      stderr: "codegen: a.b.yml: would be written to a-b.yaml, as a-b.yml would\n",
    });
  });
});
