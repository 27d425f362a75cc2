import { readFileSync } from "node:fs";
import fc, { type Arbitrary } from "fast-check";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { importAnyDocuments } from "../src/import/import-documents.ts";
import { readSources } from "../src/import/sources.ts";
import { CodegenError } from "../src/source/codegen-error.ts";
import type { Files } from "../src/source/files.ts";
import { parseYaml } from "../src/source/yaml.ts";
import { createCheckout } from "./support/checkout.ts";
import { official, sourcesOf } from "./support/official.ts";

/** `FUZZ_RUNS=30000 pnpm test` runs more cases. */
const runs = Number(process.env["FUZZ_RUNS"] ?? 1000);
const timeout = 60_000 + runs * 50;

/** The facts of an official document have the same form as a document, except for the version. */
function fromFacts(id: string): string {
  const file = new URL(`../../../spec/documents/${id}.yaml`, import.meta.url);
  return readFileSync(file, "utf8").replace("openapi: 3.1.1", "openapi: 3.0.3");
}

const documents: readonly (readonly [file: string, text: string])[] = [
  ...Object.entries(official),
  ["eligibility.yml", fromFacts("eligibility")],
  ["oauth.yml", fromFacts("oauth")],
];

/** Texts that often break parsers, and keywords of the formats. */
const pieces = fc.constantFrom(
  ...[
    "{",
    "}",
    "[",
    "]",
    ":",
    "- ",
    "'",
    '"',
    "\n",
    "\t",
    "\u0000",
    "\uFEFF",
    "\u2028",
    "💡",
    "&a ",
    "*a",
    "!!binary ",
    "|",
    "?",
    "#",
    "---\n",
    "...",
  ],
  ...[
    "$ref: '#/'",
    "$ref: '#/components'",
    "<<: *a\n",
    "__proto__: 1\n",
    "null",
    "1e400",
    "-0",
    ".inf",
    "true",
    "~",
    "{a: {a: {a: ",
    "[[[[",
  ],
);

function damagedText(text: string): Arbitrary<string> {
  return fc
    .array(
      fc.tuple(
        fc.nat(text.length),
        fc.nat(40),
        fc.oneof(pieces, fc.string({ maxLength: 5 }), fc.constant("")),
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    .map((cuts) =>
      cuts.reduce(
        (damaged, [at, length, piece]) => damaged.slice(0, at) + piece + damaged.slice(at + length),
        text,
      ),
    );
}

type Node = null | boolean | number | string | Node[] | { [key: string]: Node };

const strange: Arbitrary<Node> = fc.oneof(
  fc.constantFrom<Node>(null, true, 0, -1, 1e300, "", "object", "#/components/schemas/Car", [], {}, [[]], {
    $ref: "#/info",
  }),
  fc.constantFrom<Node>(
    { $ref: "#/components/schemas/Car" },
    { $ref: "../x.yml" },
    { allOf: [{}] },
    { oneOf: 1 },
  ),
  fc.jsonValue({ maxDepth: 2 }) as Arbitrary<Node>,
);

/** Returns the document with one change: a value is replaced, removed or moved, or a key is added. */
function damagedTree(node: Node): Arbitrary<Node> {
  const entries = typeof node === "object" && node !== null ? Object.entries(node) : [];
  if (entries.length === 0) return strange;
  const rebuilt = (changed: readonly [string, Node][]): Node =>
    Array.isArray(node) ? changed.map(([, child]) => child) : Object.fromEntries(changed);
  const inside = fc.nat(entries.length - 1).chain((index) => {
    const [, child = null] = entries[index] ?? [];
    return damagedTree(child).map((damaged) =>
      rebuilt(entries.map(([key, old], at) => [key, at === index ? damaged : old])),
    );
  });
  const removed = fc.nat(entries.length - 1).map((index) => rebuilt(entries.filter((_, at) => at !== index)));
  const added = fc
    .tuple(
      fc.oneof(fc.string(), fc.constantFrom("$ref", "__proto__", "constructor", "x-any", "type")),
      strange,
    )
    .map(([key, child]) => rebuilt([...entries, [key, child]]));
  const nested = fc.constant<Node>({ properties: node, items: [node], node });
  return fc.oneof(
    { weight: 6, arbitrary: inside },
    { weight: 1, arbitrary: removed },
    { weight: 1, arbitrary: added },
    { weight: 1, arbitrary: nested },
    { weight: 1, arbitrary: strange },
  );
}

const damaged = fc.constantFrom(...documents).chain(([file, text]) => {
  const tree = damagedTree(parse(text) as Node);
  const print = (node: Node): string =>
    file.endsWith(".json") ? JSON.stringify(node, null, 2) : stringify(node);
  return fc.tuple(fc.constant(file), fc.oneof(damagedText(text), tree.map(print)));
});

const entries = readSources(parseYaml("spec/sources.yaml", sourcesOf()));

function imported(file: string, text: string, allowUnresolved: boolean): Files | CodegenError {
  try {
    return importAnyDocuments({ entries, official: new Map([[file, text]]), allowUnresolved }).files;
  } catch (error) {
    if (error instanceof CodegenError) return error;
    throw error;
  }
}

test("a damaged document results in readable facts or in one line with its name", { timeout }, () => {
  const outcomes = { facts: 0, faults: 0 };
  fc.assert(
    fc.property(damaged, fc.boolean(), ([file, text], allowUnresolved) => {
      const result = imported(file, text, allowUnresolved);
      if (result instanceof CodegenError) {
        outcomes.faults += 1;
        expect(result.message).toMatch(/^[^\n\r\u2028\u2029]+$/);
        expect(result.message.startsWith(file)).toBe(true);
      } else {
        outcomes.facts += 1;
        expect(result.size).toBe(1);
        for (const [path, facts] of result)
          expect(parseYaml(path, facts).value).toHaveProperty("openapi", "3.1.1");
      }
    }),
    { numRuns: runs, interruptAfterTimeLimit: timeout / 2, markInterruptAsFailure: true },
  );
  expect(Math.min(outcomes.facts, outcomes.faults)).toBeGreaterThan(runs / 10);
});

test("the command line exits with 0, or with 2, one line and no written file", {
  timeout,
}, async () => {
  for (const [file, text] of fc.sample(damaged, 12)) {
    await using checkout = await createCheckout({ "spec/sources.yaml": sourcesOf(), [`in/${file}`]: text });
    const before = await checkout.contents();
    const outcome = await checkout.command("import", "in", "--out", "out");
    if (outcome.code === 0) continue;
    expect(outcome).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(/^codegen: [^\n]+\n$/),
    });
    expect(await checkout.contents()).toEqual(before);
  }
});
