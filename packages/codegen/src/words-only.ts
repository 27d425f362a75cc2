import { CodegenError } from "./codegen-error.ts";
import { childPointer, isArray, isObject, type JsonObject, type JsonValue } from "./json.ts";

const words = new Set(["description", "summary"]);

export interface Worded {
  readonly value: JsonObject;
  /** JSON pointers of what is described and is not there: misspelt, or gone from the official documents. */
  readonly orphans: readonly string[];
}

/**
 * Takes from an overlay of documentation its words, and nothing else: words for what is not there are left out and told.
 *
 * @param before the document without the overlay
 * @param after the document with it
 * @throws {CodegenError} the overlay changes, adds or removes a fact; a blank text may be filled.
 */
export function keepWords(before: JsonObject, after: JsonObject, file: string): Worded {
  const orphans: string[] = [];
  const value = keep(before, after, { pointer: "", file, orphans });
  return { value: isObject(value) ? value : before, orphans };
}

interface Place {
  readonly pointer: string;
  readonly file: string;
  readonly orphans: string[];
}

function keep(before: JsonValue, after: JsonValue, place: Place): JsonValue {
  if (before === after || (before === "" && typeof after === "string")) return after;
  if (isArray(before) && isArray(after)) return keepItems(before, after, place);
  if (!isObject(before) || !isObject(after)) return refuse(place);
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...keys].flatMap((key) => {
      const kept = keepMember(before[key], after[key], key, at(place, key));
      return kept === undefined ? [] : [[key, kept] as const];
    }),
  );
}

function keepItems(before: readonly JsonValue[], after: readonly JsonValue[], place: Place): JsonValue {
  if (after.length !== before.length) refuse(at(place, before.length));
  return before.map((item, index) => keep(item, after[index] ?? null, at(place, index)));
}

function keepMember(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  key: string,
  place: Place,
): JsonValue | undefined {
  if (after === undefined) return refuse(place);
  if (words.has(key) && typeof after === "string" && !isObject(before)) return after;
  if (before !== undefined) return keep(before, after, place);
  if (!isWordsAlone(after)) return refuse(place);
  place.orphans.push(place.pointer);
  return undefined;
}

const at = (place: Place, key: string | number): Place => ({
  ...place,
  pointer: childPointer(place.pointer, key),
});

/** Objects that hold descriptions and summaries, at any depth, and nothing else. */
function isWordsAlone(value: JsonValue): boolean {
  return (
    isObject(value) &&
    Object.entries(value).every(
      ([key, child]) => (words.has(key) && typeof child === "string") || isWordsAlone(child),
    )
  );
}

function refuse({ pointer, file }: Place): never {
  throw new CodegenError(
    `changes ${pointer} of the bundle, which is a fact; an overlay of documentation has descriptions and summaries`,
    { file },
  );
}
