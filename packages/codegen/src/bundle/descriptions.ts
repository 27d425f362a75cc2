import { CodegenError } from "../source/codegen-error.ts";
import { isArray, isObject, type JsonObject, type JsonValue, memberAt } from "../source/json.ts";
import { childPointer } from "../source/json-pointer.ts";
import type { ParsedFile } from "../source/yaml.ts";
import { applyOverlay, type OnUnmatched } from "./overlay.ts";

const descriptionKeys = new Set(["description", "summary"]);

export interface DescribedDocument {
  readonly value: JsonObject;
  /**
   * One line for each description whose target does not exist because it is misspelt or was removed from the official
   * documents.
   */
  readonly orphans: readonly string[];
}

/**
 * Applies overlays of documentation, but only their descriptions and summaries.
 * @param onUnmatched is called with each action that matches nothing; by default it is reported as an orphan
 * @returns The document, and one line for each description whose target does not exist, with the overlay's file.
 * @throws {CodegenError} An overlay changes, adds or removes a fact.
 */
export function applyDescriptions(
  facts: JsonObject,
  overlays: readonly ParsedFile[],
  onUnmatched?: OnUnmatched,
): DescribedDocument {
  let isComplete = true;
  const noteUnmatched = (): void => {
    isComplete = false;
  };
  const together = overlays.reduce(
    (current, overlay) => applyOverlay(current, overlay, noteUnmatched),
    facts,
  );
  if (isComplete && addsOnlyDescriptions(facts, together)) return { value: together, orphans: [] };
  // Comparing the documents takes most of the time. They are compared one by one only after an error, to find the file
  // at fault.
  const orphans: string[] = [];
  const value = overlays.reduce((current, overlay) => {
    const { file } = overlay;
    const noteOrphan = (target: string): unknown => orphans.push(`${file}: ${target}`);
    const next = applyOverlay(current, overlay, onUnmatched ?? noteOrphan);
    const described = keepDescriptions(current, next, file);
    for (const pointer of described.orphans) orphans.push(`${file}: ${pointer}`);
    return described.value;
  }, facts);
  return { value, orphans };
}

function addsOnlyDescriptions(before: JsonObject, after: JsonObject): boolean {
  try {
    return keepDescriptions(before, after, "").orphans.length === 0;
  } catch (error) {
    if (error instanceof CodegenError) return false;
    throw error;
  }
}

/**
 * Takes only the descriptions from an overlay of documentation. Descriptions whose target does not exist are reported
 * and left out.
 * @param before the document without the overlay
 * @param after the document with it
 * @throws {CodegenError} The overlay changes, adds or removes a fact; a blank text may be filled.
 */
export function keepDescriptions(before: JsonObject, after: JsonObject, file: string): DescribedDocument {
  const orphans: string[] = [];
  const value = keep(before, after, { pointer: "", file, orphans });
  return { value: isObject(value) ? value : before, orphans };
}

interface ComparedPlace {
  readonly pointer: string;
  readonly file: string;
  readonly orphans: string[];
}

function keep(before: JsonValue, after: JsonValue, at: ComparedPlace): JsonValue {
  if (before === after || (before === "" && typeof after === "string")) return after;
  if (isArray(before) && isArray(after)) return keepItems(before, after, at);
  if (!isObject(before) || !isObject(after)) return refuse(at);
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...keys].flatMap((key) => {
      const kept = keepMember(memberAt(before, key), memberAt(after, key), key, below(at, key));
      return kept === undefined ? [] : [[key, kept] as const];
    }),
  );
}

function keepItems(before: readonly JsonValue[], after: readonly JsonValue[], at: ComparedPlace): JsonValue {
  if (after.length !== before.length) refuse(below(at, before.length));
  return before.map((item, index) => keep(item, after[index] ?? null, below(at, index)));
}

function keepMember(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  key: string,
  at: ComparedPlace,
): JsonValue | undefined {
  if (after === undefined) return refuse(at);
  if (descriptionKeys.has(key) && typeof after === "string" && !isObject(before)) return after;
  if (before !== undefined) return keep(before, after, at);
  if (!holdsOnlyDescriptions(after)) return refuse(at);
  at.orphans.push(at.pointer);
  return undefined;
}

function below(at: ComparedPlace, key: string | number): ComparedPlace {
  return { ...at, pointer: childPointer(at.pointer, key) };
}

/** Objects that contain only descriptions and summaries, at any depth. */
function holdsOnlyDescriptions(value: JsonValue): boolean {
  return (
    isObject(value) &&
    Object.entries(value).every(
      ([key, child]) =>
        (descriptionKeys.has(key) && typeof child === "string") || holdsOnlyDescriptions(child),
    )
  );
}

function refuse({ pointer, file }: ComparedPlace): never {
  throw new CodegenError(
    `changes ${pointer} of the bundle, which is a fact; an overlay of documentation has descriptions and summaries`,
    { file },
  );
}
