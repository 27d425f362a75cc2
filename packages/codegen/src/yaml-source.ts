import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, stringify } from "yaml";
import { CodegenError } from "./codegen-error.ts";
import { childPointer, isObject, type JsonObject, type JsonValue, pointerKeys } from "./json.ts";

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
 * Reads YAML 1.2 or JSON.
 * @throws {CodegenError} malformed text, a duplicate key, what is not JSON, more than 100 levels, or anything but a
 * mapping at the top.
 */
export function parseSource(file: string, text: string): Source {
  const lines = new LineCounter();
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const document = attempt(file, () =>
    parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, logLevel: "error" }),
  );
  const lineOf = (pointer: string): number | undefined => {
    const node = document.getIn(pointerKeys(pointer), true);
    return isNode(node) && node.range ? lineAt(node.range[0]) : undefined;
  };
  const problems = [...document.errors, ...document.warnings];
  // A bracket too many ends a mapping early; that the rest makes no key then is not what is wrong.
  const problem = problems.find(({ code }) => code !== "MULTILINE_IMPLICIT_KEY") ?? problems[0];
  if (problem) {
    const offset = problem.pos[0];
    const pointer = pointerAt(document.contents, offset);
    throw new CodegenError(readable(problem.message), { file, line: lineAt(offset), pointer });
  }
  const value = attempt(file, (): JsonValue => document.toJS());
  const refused = findNonJson(value, "", maxDepth);
  if (refused) {
    // What an alias repeats stands on no line of its own.
    const line = lineOf(refused.pointer) ?? lineOf(refused.pointer.split("/", 2).join("/"));
    throw new CodegenError(refused.reason, { file, line, pointer: refused.pointer });
  }
  if (!isObject(value))
    throw new CodegenError("expected a mapping at the top of the file", { file, line: 1, pointer: "" });
  return { file, value, lineOf };
}

function attempt<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "unreadable value";
    throw new CodegenError(readable(reason), { file }, { cause });
  }
}

/** The parser says so when its recursion goes too deep. */
function readable(message: string): string {
  return message.startsWith("Maximum call stack") ? "is nested too deeply" : message;
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
function findNonJson(value: unknown, pointer: string, depth: number): Refusal | undefined {
  if (depth === 0) return { pointer, reason: `is nested more than ${maxDepth} levels deep` };
  if (typeof value === "number" && !(Number.isFinite(value) && isExact(value)))
    return { pointer, reason: "is not a number that JSON holds exactly" };
  if (typeof value === "string" && /\p{Surrogate}/u.test(value))
    return { pointer, reason: "is not Unicode text" };
  if (typeof value !== "object" || value === null) return undefined;
  if (ArrayBuffer.isView(value)) return { pointer, reason: "is binary" };
  for (const [key, child] of Object.entries(value)) {
    const refused = findNonJson(child, childPointer(pointer, key), depth - 1);
    if (refused) return refused;
  }
  return undefined;
}

function isExact(value: number): boolean {
  return !Number.isInteger(value) || Number.isSafeInteger(value);
}

/** YAML that does not depend on line width or shared objects; `header` becomes comment lines. */
export function formatYaml(value: JsonValue, header: readonly string[]): string {
  const comment = header.map((line) => `# ${line}\n`).join("");
  return comment + stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}
