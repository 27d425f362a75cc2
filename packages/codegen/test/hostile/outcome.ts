import { expect } from "vitest";
import { readNames } from "../../src/bundle/names.ts";
import { generate } from "../../src/generate/generate.ts";
import { emitTypes } from "../../src/generate/types/emit-types.ts";
import { CodegenError } from "../../src/source/codegen-error.ts";
import type { Files } from "../../src/source/files.ts";
import type { JsonObject } from "../../src/source/json.ts";
import { misdeedsOf } from "./only-data.ts";
import { bundle, namesFile, pushDocument, pushV2Document, textPlaces } from "./specification.ts";

/** Texts that could end a literal, a comment, a type or a line, or that are special names. */
export const hostileTexts: readonly string[] = [
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

export interface Given {
  readonly bundle: JsonObject;
  readonly names: JsonObject;
  readonly push: JsonObject;
  readonly pushV2: JsonObject;
}

export const given: Given = { bundle, names: namesFile, push: pushDocument, pushV2: pushV2Document };

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
      ids: [],
    },
    runtime: new Map(),
    emitTypes,
  });
}

/** The outcome: files that only define data, or a rejection. The test fails in other cases. */
export async function outcomeOf(changed: Given): Promise<"generated" | "rejected"> {
  try {
    const files = await generateFrom(changed);
    for (const [file, code] of files) expect(misdeedsOf(file, code), file).toEqual([]);
    return "generated";
  } catch (error) {
    if (!(error instanceof CodegenError)) throw error;
    expect(error.message).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    return "rejected";
  }
}

/** A place of one of the documents. */
export interface HostilePlace {
  readonly document: keyof Given;
  readonly place: ReturnType<typeof textPlaces>[number];
}

/** Every place of a specification that can have a text of a document. */
export const places: readonly HostilePlace[] = (["bundle", "names", "push", "pushV2"] as const).flatMap(
  (document) => textPlaces(given[document]).map((place) => ({ document, place })),
);
