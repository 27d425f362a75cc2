import fc from "fast-check";
import { expect, test } from "vitest";
import { readNames } from "../../src/bundle/names.ts";
import { generate } from "../../src/generate/generate.ts";
import { emitTypes } from "../../src/generate/types/emit-types.ts";
import { CodegenError } from "../../src/source/codegen-error.ts";
import type { Files } from "../../src/source/files.ts";
import type { JsonObject } from "../../src/source/json.ts";
import { misdeedsOf } from "./only-data.ts";
import { bundle, namesFile, pushDocument, pushV2Document, textPlaces, withText } from "./specification.ts";

const timeout = 240_000;

/** Text that ends a literal, a comment, a type or a line, or that is a name of its own. */
const hostileTexts = [
  "a=1;eval(data.values[0])//",
  '"];globalThis.pwned=1;["',
  "*/globalThis.pwned=1;/*",
  ["`$", "{globalThis.pwned=1}`"].join(""),
  "x\nglobalThis.pwned=1;",
  "x\u2028globalThis.pwned=1;",
  "x\r\n@internal\n@deprecated",
  "\u202e\u2066//",
  "__proto__",
  "constructor",
  "then",
  "delete",
  "../../index",
  "index",
  "shared",
  "a-b",
  "",
  " ",
  "1",
  "'",
  "\\",
  "\ud83d\ude97",
  "<script>alert(1)</script>",
  "import('node:fs')",
  "Property",
];

interface Given {
  readonly bundle: JsonObject;
  readonly names: JsonObject;
  readonly push: JsonObject;
  readonly pushV2: JsonObject;
}

const given: Given = { bundle, names: namesFile, push: pushDocument, pushV2: pushV2Document };

async function generateFrom({ bundle, names, push, pushV2 }: Given): Promise<Files> {
  const file = { file: "spec/names.yaml", value: names, lineOf: () => 1 };
  return generate(bundle, readNames(file), {
    bundleFile: "spec/bundle.yaml",
    pushes: [{ file: "spec/push.yaml", value: push }],
    pushV2: {
      file: "spec/push-v2.yaml",
      envelope: "Envelope",
      content: "Content",
      value: pushV2,
      orphans: [],
    },
    runtime: new Map(),
    emitTypes,
  });
}

/** What comes of it: files that only define data, or a refusal. Anything else fails the test. */
async function outcomeOf(changed: Given): Promise<"generated" | "refused"> {
  try {
    const files = await generateFrom(changed);
    for (const [file, code] of files) expect(misdeedsOf(file, code), file).toEqual([]);
    return "generated";
  } catch (error) {
    if (!(error instanceof CodegenError)) throw error;
    expect(error.message).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    return "refused";
  }
}

test("the given specification is generated, and the check finds code", { timeout }, async () => {
  expect(await outcomeOf(given)).toBe("generated");
  for (const code of [
    "eval('1');",
    "export const a = eval;\na();",
    "export const a = { b: globalThis.c };",
    ["export const a = `$", "{1}`;"].join(""),
    'import "node:fs";',
    "export const a = () => 1;",
    'export const a = { ["b"]: 1 };',
    "export const a = 1; /* \u202e */",
    "export const a = ;",
  ])
    expect(misdeedsOf("a.ts", code), code).not.toEqual([]);
});

const places = (["bundle", "names", "push", "pushV2"] as const).flatMap((document) =>
  textPlaces(given[document]).map((place) => ({ document, place })),
);

test("no text in any place of a specification becomes code", { timeout }, async () => {
  const counts = { generated: 0, refused: 0 };
  const text = fc.oneof(fc.constantFrom(...hostileTexts), fc.string(), fc.string({ unit: "grapheme" }));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), text, fc.boolean(), async (at, hostile, everywhere) => {
      const changed = withText(given[at.document], at.place, hostile, everywhere) as JsonObject;
      counts[await outcomeOf({ ...given, [at.document]: changed })] += 1;
    }),
    { numRuns: 400 },
  );
  // The property says nothing if almost everything is refused, or nothing is.
  expect(counts.generated).toBeGreaterThan(80);
  expect(counts.refused).toBeGreaterThan(20);
});

/** Places of texts that generated code has as names: of files, types, constants and members. */
const namePlaces = places.filter(
  ({ place: { path, kind } }) =>
    /(?:operationId|tags,0|tags,0,name|const|schemas,\w+)$/.test(path.join()) ||
    (kind === "key" && /^(?:types|generics),\w+$/.test(path.join())) ||
    /(?:parameter|enums|types,\w+)$/.test(path.join()),
);

test.each(hostileTexts)("the name %j becomes no code", { timeout }, async (text) => {
  expect(namePlaces.length).toBeGreaterThan(15);
  for (const { document, place } of namePlaces) {
    const changed = withText(given[document], place, text, true) as JsonObject;
    await outcomeOf({ ...given, [document]: changed });
  }
});
