import { jsonpath } from "json-p3";
import { CodegenError, mustBe, type Place } from "../source/codegen-error.ts";
import { isArray, isObject, type JsonObject, type JsonValue, stringAt } from "../source/json.ts";
import { type ParsedFile, placeIn } from "../source/yaml.ts";

/** A JSON value that an overlay can change. */
type Mutable = null | boolean | number | string | Mutable[] | MutableRecord;

interface MutableRecord {
  [key: string]: Mutable;
}

/** Is called with the target of an action that matches nothing. */
export type OnUnmatched = (target: string, place: Place) => unknown;

function refuseUnmatched(target: string, place: Place): never {
  throw new CodegenError(`target ${target} matches nothing`, place);
}

/**
 * Applies an OpenAPI Overlay 1.0.
 * @see https://spec.openapis.org/overlay/v1.0.0.html
 * @param onUnmatched by default an error
 * @throws {CodegenError} an action is not supported or matches nothing.
 */
export function applyOverlay(
  document: JsonObject,
  overlay: ParsedFile,
  onUnmatched: OnUnmatched = refuseUnmatched,
): JsonObject {
  const { value } = overlay;
  if (value["overlay"] !== "1.0.0") throw mustBe('"1.0.0"', value["overlay"], placeIn(overlay, "/overlay"));
  const actions = value["actions"];
  if (!isArray(actions)) throw mustBe("a list", actions, placeIn(overlay, "/actions"));
  const copy = structuredClone(document) as MutableRecord;
  for (const [index, action] of actions.entries()) {
    const place = placeIn(overlay, `/actions/${index}`);
    const { target, update } = readAction(action, place);
    const found = locate(copy, target, place);
    if (found.length === 0) onUnmatched(target, place);
    else applyAction(copy, found, { target, update, place });
  }
  return copy;
}

const actionKeys = new Set(["target", "description", "update", "remove"]);

interface Action {
  readonly target: string;
  /** Absent if the target must be removed. */
  readonly update: JsonValue | undefined;
}

function readAction(action: JsonValue, place: Place): Action {
  const target = stringAt(action, "target");
  if (!isObject(action) || target === undefined) throw new CodegenError("an action needs a target", place);
  for (const key of Object.keys(action))
    if (!actionKeys.has(key) && !key.startsWith("x-"))
      throw new CodegenError(`unknown keyword "${key}" in an action`, place);
  const { update } = action;
  if ((action["remove"] === true) === (update !== undefined))
    throw new CodegenError("an action has either update or remove: true", place);
  return { target, update };
}

function applyAction(document: Mutable, nodes: readonly Found[], action: Action & { place: Place }): void {
  const { target, update, place } = action;
  // The last match is removed first, so that the indexes of the others do not change.
  for (const { value, location } of nodes.toReversed()) {
    if (location.length === 0 && !isObject(update))
      throw new CodegenError(`target ${target} is the document itself`, place);
    if (update === undefined) removeAt(document, location);
    else if (Array.isArray(value)) value.push(mutableCopy(update));
    else if (isRecord(value) && isObject(update)) mergeInto(value, update);
    else setAt(document, location, mutableCopy(update));
  }
}

interface Found {
  readonly value: Mutable;
  readonly location: readonly (string | number)[];
}

function locate(document: Mutable, target: string, place: Place): readonly Found[] {
  try {
    // Values that the library types as unknown are parts of the document.
    return jsonpath
      .query(target, document)
      .nodes.map(({ value, location }) => ({ value: value as Mutable, location }));
  } catch (cause) {
    throw new CodegenError(`target ${target} is not a JSONPath`, place, { cause });
  }
}

/** Objects are merged, lists inside them are joined, and other values are replaced. */
function mergeInto(found: MutableRecord, update: JsonObject): void {
  for (const [key, value] of Object.entries(update)) {
    const old = Object.hasOwn(found, key) ? found[key] : undefined;
    if (Array.isArray(old) && isArray(value)) for (const item of value) old.push(mutableCopy(item));
    else if (isRecord(old) && isObject(value)) mergeInto(old, value);
    else define(found, key, mutableCopy(value));
  }
}

function removeAt(document: Mutable, location: Found["location"]): void {
  const key = location.at(-1) ?? "";
  const parent = parentOf(document, location);
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
}

function setAt(document: Mutable, location: Found["location"], value: Mutable): void {
  define(parentOf(document, location), String(location.at(-1)), value);
}

function parentOf(document: Mutable, location: Found["location"]): Mutable[] | MutableRecord {
  // A location of a query consists of keys of objects and indexes of lists.
  return location
    .slice(0, -1)
    .reduce((value, key) => (value as MutableRecord)[key] as MutableRecord, document as MutableRecord);
}

/** Plain assignment to `__proto__` would set the prototype. */
function define(target: object, key: string, value: Mutable): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

function mutableCopy(value: JsonValue): Mutable {
  return structuredClone(value) as Mutable;
}

function isRecord(value: Mutable | undefined): value is MutableRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
