import { afterAll, beforeAll, expect, test } from "vitest";
import { readSpecification } from "../src/source/specification.ts";
import { type Draft, draftBundle } from "../src/update/find-problems.ts";
import { type Checkout, createCheckout } from "./support/checkout.ts";
import { fleet } from "./support/fleet.ts";

let checkout: Checkout;

beforeAll(async () => {
  checkout = await createCheckout(fleet);
  await checkout.command("import", "official");
});

afterAll(() => checkout[Symbol.asyncDispose]());

const facts = "spec/overlays/10-facts.overlay.yaml";
const words = "spec/overlays/30-words.overlay.yaml";

/** The draft of the specification with some texts replaced, and its problems with names of files from the folder. */
async function draftWith(...changes: [file: string, from: string, to: string][]): Promise<Draft> {
  const files: Record<string, string> = { ...fleet };
  for (const [file, from, to] of changes) {
    expect(files[file]).toContain(from);
    files[file] = (files[file] ?? "").replaceAll(from, () => to);
  }
  const { "spec/sources.yaml": _, ...others } = files;
  await checkout.write(others);
  const { bundle, problems } = await draftBundle(readSpecification(`${checkout.root}/spec`));
  const relative = JSON.parse(JSON.stringify(problems).replaceAll(`${checkout.root}/`, ""));
  return { bundle, problems: relative };
}

test("a complete specification has no problem", async () => {
  const { bundle, problems } = await draftWith();
  expect(problems).toEqual([]);
  expect(Object.keys(bundle.value)).toContain("paths");
});

test("all problems of one update are found at once, in the order in which they are solved", async () => {
  const { problems } = await draftWith(
    [facts, "    update: { x-idempotent: true }\n", "    update: { x-note: 1 }\n"],
    [words, "  - target: $.components.schemas.Car\n", "  - target: $.components.schemas.Van\n"],
    [words, "$.paths['/v1/cars/{vin}'].delete.responses['204']", "$.paths['/v2/cars/{vin}'].delete"],
    [words, "summary: Get a car, ", ""],
  );
  expect(problems.map(({ file, line, place, problem }) => [file, line, place, problem])).toEqual([
    [words, 20, "$.paths['/v2/cars/{vin}'].delete", "is the target of an action, but matches nothing"],
    [words, 22, "$.components.schemas.Van", "is the target of an action, but matches nothing"],
    ["spec/overlays/20-operations.overlay.yaml", undefined, "GET /v1/cars/{vin}", "has no x-idempotent"],
    [
      "spec/overlays/30-documentation-new.overlay.yaml",
      undefined,
      "$.paths['/v1/cars/{vin}'].get",
      "has no summary",
    ],
    [
      "spec/overlays/30-documentation-new.overlay.yaml",
      undefined,
      "$.paths['/v1/cars/{vin}'].delete.responses['204']",
      "(status) has no description",
    ],
    [
      "spec/overlays/30-documentation-new.overlay.yaml",
      undefined,
      "$.components.schemas.Car",
      "(schema) has no description",
    ],
  ]);
});

test("the content of a body that must become a component is described there, not in its place", async () => {
  const inline =
    "{ 404: { description: None., content: { application/json: { schema: { type: object, properties: { a: {} } } } } } }";
  const { problems } = await draftWith([
    facts,
    "      x-idempotent: true\n",
    `      x-idempotent: true\n      responses: ${inline}\n`,
  ]);
  expect(problems.map(({ place, problem }) => [place, problem])).toEqual([
    [
      "$.paths['/v1/cars/{vin}'].delete.responses['404'].content['application/json'].schema",
      "must be a component, so that types and validators have its name",
    ],
  ]);
});

test("the description of a member that is gone is reported with its file", async () => {
  const { problems } = await draftWith([
    words,
    "update: { description: A door. }",
    "update: { description: A door., properties: { gone: { description: Nothing. } } }",
  ]);
  expect(problems).toEqual([
    {
      file: words,
      place: "/components/schemas/CarDoor/properties/gone",
      problem: "is described and does not exist",
      advice: "Remove the description, or move it to where the property is now.\n",
    },
  ]);
});

test("the linter runs when nothing is missing", async () => {
  const { problems } = await draftWith([facts, "https://cars.test", "https://example.com"]);
  expect(problems).toEqual([
    {
      file: "spec/high-mobility.openapi.yaml",
      line: 8,
      place: "#/servers/0/url",
      problem:
        "does not pass the linter (no-server-example.com): Server `url` should not point to example.com or localhost.",
      advice: "Correct it in an overlay.\n",
    },
  ]);
});
