import { CORE_SCHEMA, load, YAMLException } from "js-yaml";
import { isMap, isNode, isScalar, isSeq, LineCounter, parseAllDocuments, parseDocument } from "yaml";
import { CodegenError, mustBe, type Place } from "./codegen-error.ts";
import { isObject, type JsonObject, type JsonValue } from "./json.ts";
import { childPointer, pointerKeys } from "./json-pointer.ts";

/** A parsed file with the line of each value. */
export interface ParsedFile {
  /** The name used in messages. */
  readonly file: string;
  readonly value: JsonObject;
  lineOf(pointer: string): number | undefined;
}

/** The maximum depth: deeper than any description of an API, and safe for the stack. */
const maxDepth = 100;

/**
 * Reads YAML 1.2 or JSON. js-yaml reads the values, several times as fast as `yaml`, which is used only for
 * the lines of values.
 * @throws {CodegenError} Malformed text, a second document, a duplicate key, a key that is not text, an
 *   alias, a value that JSON cannot represent, more than 100 levels, or anything but a mapping at the top.
 */
export function parseYaml(file: string, text: string): ParsedFile {
  let positions: Positions | undefined;
  const lineOf = (pointer: string): number | undefined => {
    positions ??= readPositions(text);
    return positions.lineOf(pointer);
  };
  const value = readValue(file, text);
  const parsed = { file, value: isObject(value) ? value : {}, lineOf };
  const problem = findNonJson(value);
  if (problem) throw new CodegenError(problem.reason, placeIn(parsed, problem.pointer));
  if (!isObject(value))
    throw mustBe("a mapping at the top of the file", value ?? undefined, placeIn(parsed, ""));
  return parsed;
}

function readValue(file: string, text: string): JsonValue {
  try {
    // An alias could repeat a value many times, or be circular.
    const options = { schema: CORE_SCHEMA, filename: file, maxDepth, maxAliases: 0 };
    // An empty file has no value. Values that are not JSON are rejected below.
    return text.trim() === "" ? null : (load(text, options) as JsonValue);
  } catch (cause) {
    if (cause instanceof RangeError) throw new CodegenError("is nested too deeply", { file }, { cause });
    if (!(cause instanceof YAMLException)) throw cause;
    throw syntaxError(cause, file, text);
  }
}

/** Describes the error of js-yaml and its place for the author of the file. */
function syntaxError(cause: YAMLException, file: string, text: string): CodegenError {
  const { mark, reason } = cause;
  if (reason.startsWith("expected a single document")) {
    const line = lineOfSecondDocument(text);
    return new CodegenError(
      "a second YAML document starts here; only one is accepted",
      { file, line },
      { cause },
    );
  }
  const positions = readPositions(text);
  const complex = reason.includes("complex keys") ? positions.findComplexKey() : undefined;
  if (complex)
    return new CodegenError(
      `a key must be text, got ${complex.found}`,
      { file, line: complex.line, pointer: complex.pointer },
      { cause },
    );
  const place = { file, line: (mark?.line ?? 0) + 1, pointer: positions.pointerAt(mark?.position ?? 0) };
  const isAlias = reason.startsWith("aliases exceeded");
  return new CodegenError(isAlias ? "an alias is not accepted" : reason, place, { cause });
}

function lineOfSecondDocument(text: string): number | undefined {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  const second = "empty" in documents ? undefined : documents[1];
  return second && lines.linePos(second.range[0]).line;
}

interface ComplexKey {
  readonly pointer: string;
  readonly line: number | undefined;
  readonly found: string;
}

interface Positions {
  lineOf(pointer: string): number | undefined;
  /** Returns the pointer of the innermost value at an offset in the text. */
  pointerAt(offset: number): string;
  /** Finds the first key that is a list or a mapping. */
  findComplexKey(): ComplexKey | undefined;
}

function readPositions(text: string): Positions {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  return {
    lineOf(pointer) {
      const node = document.getIn(pointerKeys(pointer), true);
      return isNode(node) && node.range ? lines.linePos(node.range[0]).line : undefined;
    },
    pointerAt: (offset) => pointerAt(document.contents, offset),
    findComplexKey: () => findComplexKey(document.contents, "", lines),
  };
}

/** A place in the source. Its line is computed on demand, because this needs another, slower parser. */
export function placeIn({ file, lineOf }: ParsedFile, pointer: string): Place {
  return {
    file,
    pointer,
    get line() {
      return nearestLine(lineOf, pointer);
    },
  };
}

/** The line of a value, or of its parent if it has no line. */
function nearestLine(lineOf: ParsedFile["lineOf"], pointer: string): number {
  const line = lineOf(pointer);
  if (line !== undefined || pointer === "") return line ?? 1;
  return nearestLine(lineOf, pointer.slice(0, pointer.lastIndexOf("/")));
}

/** Returns the pointer of the innermost value at an offset in the text. */
function pointerAt(node: unknown, offset: number, pointer = ""): string {
  const startsBefore = (child: unknown): boolean =>
    isNode(child) && child.range ? child.range[0] <= offset : false;
  if (isMap(node)) {
    const pair = node.items.findLast(({ key }) => startsBefore(key));
    if (pair === undefined) return pointer;
    if (!isScalar(pair.key)) return pointerAt(pair.key, offset, pointer);
    return pointerAt(pair.value, offset, childPointer(pointer, String(pair.key.value)));
  }
  const index = isSeq(node) ? node.items.findLastIndex(startsBefore) : -1;
  return isSeq(node) && index >= 0
    ? pointerAt(node.items[index], offset, childPointer(pointer, index))
    : pointer;
}

function findComplexKey(node: unknown, pointer: string, lines: LineCounter): ComplexKey | undefined {
  if (isSeq(node))
    return firstFound(node.items.entries(), ([index, item]) =>
      findComplexKey(item, childPointer(pointer, index), lines),
    );
  if (!isMap(node)) return undefined;
  return firstFound(node.items, ({ key, value }) => {
    if (isScalar(key)) return findComplexKey(value, childPointer(pointer, String(key.value)), lines);
    const range = isNode(key) ? key.range : undefined;
    const line = range ? lines.linePos(range[0]).line : undefined;
    return { pointer, line, found: isSeq(key) ? "a list" : "a mapping" };
  });
}

function firstFound<Item, Found>(
  items: Iterable<Item>,
  find: (item: Item) => Found | undefined,
): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface NonJson {
  readonly pointer: string;
  readonly reason: string;
}

/** Finds the first value that JSON cannot represent or that would change when it is written. */
function findNonJson(value: JsonValue, pointer = ""): NonJson | undefined {
  if (typeof value === "number" && !isExact(value))
    return { pointer, reason: "is not a number that JSON can represent exactly" };
  if (typeof value === "string" && !isUnicode(value)) return { pointer, reason: "is not Unicode text" };
  if (typeof value !== "object" || value === null) return undefined;
  return firstFound(Object.entries<JsonValue>(value), ([key, child]) =>
    isUnicode(key)
      ? findNonJson(child, childPointer(pointer, key))
      : { pointer, reason: "has a key that is not Unicode text" },
  );
}

function isUnicode(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

function isExact(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}
