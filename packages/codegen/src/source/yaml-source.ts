import { CORE_SCHEMA, load, YAMLException } from "js-yaml";
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, stringify } from "yaml";
import { CodegenError, type Place } from "./codegen-error.ts";
import { isObject, type JsonObject, type JsonValue } from "./json.ts";
import { childPointer, pointerKeys } from "./json-pointer.ts";

/** A parsed file that still knows on which line each value stands. */
export interface Source {
  /** The name used in messages. */
  readonly file: string;
  readonly value: JsonObject;
  lineOf(pointer: string): number | undefined;
}

/** Far deeper than any description of an API, far shallower than what exhausts a stack. */
const maxDepth = 100;

/**
 * Reads YAML 1.2 or JSON. js-yaml reads the values, several times as fast as `yaml`; this one is asked for what the
 * other does not know, where a value stands, and only when there is something to say about it.
 * @throws {CodegenError} malformed text, a duplicate key, an alias, what is not JSON, more than 100 levels, or anything
 * but a mapping at the top.
 */
export function parseSource(file: string, text: string): Source {
  let positions: Positions | undefined;
  const lineOf = (pointer: string): number | undefined => {
    positions ??= readPositions(text);
    return positions.lineOf(pointer);
  };
  const value = readValue(file, text);
  const source = { file, value: isObject(value) ? value : {}, lineOf };
  const refused = findNonJson(value);
  if (refused) throw new CodegenError(refused.reason, placeIn(source, refused.pointer));
  if (!isObject(value))
    throw new CodegenError("expected a mapping at the top of the file", placeIn(source, ""));
  return source;
}

function readValue(file: string, text: string): JsonValue {
  try {
    // What an alias repeats would be many values, or stand in itself.
    const options = { schema: CORE_SCHEMA, filename: file, maxDepth, maxAliases: 0 };
    // Nothing is at the top of an empty file. What is not JSON is refused next.
    return text.trim() === "" ? null : (load(text, options) as JsonValue);
  } catch (cause) {
    if (cause instanceof RangeError) throw new CodegenError("is nested too deeply", { file }, { cause });
    if (!(cause instanceof YAMLException)) throw cause;
    const { mark, reason } = cause;
    const offset = mark?.position ?? 0;
    const place = { file, line: (mark?.line ?? 0) + 1, pointer: readPositions(text).pointerAt(offset) };
    const isAlias = reason.startsWith("aliases exceeded");
    throw new CodegenError(isAlias ? "an alias is not accepted" : reason, place, { cause });
  }
}

interface Positions {
  lineOf(pointer: string): number | undefined;
  /** The pointer of the innermost value that an offset in the text belongs to. */
  pointerAt(offset: number): string;
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
  };
}

/** A place in the source. Its line is found when somebody asks: that takes another, slower look at the text. */
export function placeIn({ file, lineOf }: Source, pointer: string): Place {
  return {
    file,
    pointer,
    get line() {
      return nearestLine(lineOf, pointer);
    },
  };
}

/** The line of a value, or of what it is in when it stands on no line of its own. */
function nearestLine(lineOf: Source["lineOf"], pointer: string): number {
  const line = lineOf(pointer);
  if (line !== undefined || pointer === "") return line ?? 1;
  return nearestLine(lineOf, pointer.slice(0, pointer.lastIndexOf("/")));
}

/** The pointer of the innermost value that an offset in the text belongs to. */
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

interface Refusal {
  readonly pointer: string;
  readonly reason: string;
}

/** The first value that JSON does not have or that would not be written as it was read. */
function findNonJson(value: JsonValue, pointer = ""): Refusal | undefined {
  if (typeof value === "number" && !isExact(value))
    return { pointer, reason: "is not a number that JSON holds exactly" };
  if (typeof value === "string" && /\p{Surrogate}/u.test(value))
    return { pointer, reason: "is not Unicode text" };
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, child] of Object.entries<JsonValue>(value)) {
    const refused = findNonJson(child, childPointer(pointer, key));
    if (refused) return refused;
  }
  return undefined;
}

function isExact(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}

/** YAML that does not depend on line width or shared objects; `header` becomes comment lines. */
export function formatYaml(value: JsonValue, header: readonly string[]): string {
  const comment = header.map((line) => `# ${line}\n`).join("");
  return comment + stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}
