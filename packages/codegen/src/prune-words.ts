import { isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap } from "yaml";
import { isArray, isObject, type JsonObject, type JsonValue } from "./json.ts";
import { locate } from "./overlay.ts";

export interface Pruned {
  readonly text: string;
  /** Where words went: the action's target and the keys below it. */
  readonly removed: readonly string[];
}

/** Whole lines of the text that go. */
interface Cut {
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

const words = new Set(["description", "summary"]);

/**
 * An overlay of documentation without the words for what is not there any more, otherwise as it stands: a fact that
 * goes takes its description with it.
 * @param file for messages
 * @param facts the bundle without documentation
 */
export function pruneWords(file: string, text: string, facts: JsonObject): Pruned {
  const actions = parseDocument(text).get("actions");
  if (!isSeq(actions)) return { text, removed: [] };
  const cuts = actions.items.flatMap((action) => {
    if (!isMap(action)) return [];
    const target = String(action.get("target"));
    const found = locate(facts, target, { file }).map((location) => valueAt(facts, location));
    return cutsOf({ from: action, node: action.get("update"), name: target }, found, text);
  });
  const kept = cuts.toReversed().reduce((rest, { from, to }) => rest.slice(0, from) + rest.slice(to), text);
  return { text: kept, removed: cuts.map(({ name }) => name) };
}

interface Words {
  /** Where the lines of these words begin. */
  readonly from: Node;
  readonly node: unknown;
  readonly name: string;
}

/** All of the words when nothing is there that they are about or nothing of them is left; otherwise what is obsolete. */
function cutsOf({ from, node, name }: Words, values: readonly JsonValue[], text: string): readonly Cut[] {
  const whole: Cut = { ...linesOf(from, isMap(node) ? node : from, text), name };
  if (values.length === 0) return [whole];
  if (!isMap(node)) return [];
  const cuts = node.items.map(({ key, value }) => {
    if (!isScalar(key) || words.has(String(key.value))) return [];
    const inner = String(key.value);
    const below = values.flatMap((each) => childOf(each, inner) ?? []);
    return cutsOf({ from: key, node: value, name: `${name} ${inner}` }, below, text);
  });
  const isEmptied = node.items.length > 0 && cuts.every((list, index) => isWhole(list, node, index, text));
  return isEmptied ? [whole] : cuts.flat();
}

function isWhole([first]: readonly Cut[], map: YAMLMap, index: number, text: string): boolean {
  const key = map.items[index]?.key;
  return first !== undefined && isScalar(key) && first.from === lineStart(text, key.range?.[0] ?? 0);
}

function linesOf(from: Node, last: Node, text: string): { from: number; to: number } {
  const start = lineStart(text, from.range?.[0] ?? 0);
  const end = Math.max(from.range?.[1] ?? 0, last.range?.[1] ?? 0);
  const next = text.indexOf("\n", Math.max(start, end - 1));
  return { from: start, to: next < 0 ? text.length : next + 1 };
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

function valueAt(value: JsonValue, location: readonly (string | number)[]): JsonValue {
  return location.reduce<JsonValue>((current, key) => childOf(current, String(key)) ?? null, value);
}

function childOf(value: JsonValue, key: string): JsonValue | undefined {
  if (isArray(value)) return value[Number(key)];
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
