import { jsonpath } from "json-p3";
import { CodegenError, type Place } from "./codegen-error.ts";
import { isArray, isObject, type JsonObject, type JsonValue, stringAt } from "./json.ts";
import type { Source } from "./yaml-source.ts";

type Location = readonly (string | number)[];

/** Told of the target of an action that matches nothing. */
export type OnUnmatched = (target: string, place: Place) => void;

const refuseUnmatched: OnUnmatched = (target, place) => {
  throw new CodegenError(`target ${target} matches nothing`, place);
};

/**
 * Applies an OpenAPI Overlay 1.0.
 * @see https://spec.openapis.org/overlay/v1.0.0.html
 * @param onUnmatched by default an error
 * @throws {CodegenError} an action that is not understood or that matches nothing.
 */
export function applyOverlay(
  document: JsonObject,
  overlay: Source,
  onUnmatched: OnUnmatched = refuseUnmatched,
): JsonObject {
  const { value, file } = overlay;
  if (value["overlay"] !== "1.0.0") throw new CodegenError("expected overlay: 1.0.0", { file });
  const actions = value["actions"];
  if (!isArray(actions)) throw new CodegenError('expected a list "actions"', { file });
  return actions.reduce<JsonObject>((current, action, index) => {
    const pointer = `/actions/${index}`;
    const place = { file, pointer, line: overlay.lineOf(pointer) };
    return applyAction(current, action, { ...place, onUnmatched });
  }, document);
}

const actionKeys = new Set(["target", "description", "update", "remove"]);

interface ActionPlace extends Place {
  readonly onUnmatched: OnUnmatched;
}

function applyAction(document: JsonObject, action: JsonValue, place: ActionPlace): JsonObject {
  const target = stringAt(action, "target");
  if (!isObject(action) || target === undefined) throw new CodegenError("an action needs a target", place);
  for (const key of Object.keys(action))
    if (!actionKeys.has(key) && !key.startsWith("x-"))
      throw new CodegenError(`unknown keyword "${key}" in an action`, place);
  const locations = locate(document, target, place);
  if (locations.length === 0) {
    place.onUnmatched(target, place);
    return document;
  }
  const { update } = action;
  const isRemoval = action["remove"] === true;
  if (isRemoval === (update !== undefined))
    throw new CodegenError("an action has either update or remove: true", place);
  // Last first, so that removing a list's item does not move those still to be removed.
  return locations.reduceRight<JsonObject>((current, location) => {
    const next =
      update === undefined
        ? edit(current, location, () => undefined)
        : edit(current, location, (found) => (isArray(found) ? [...found, update] : merge(found, update)));
    if (!isObject(next)) throw new CodegenError(`target ${target} is the document itself`, place);
    return next;
  }, document);
}

function locate(document: JsonObject, target: string, place: Place): readonly Location[] {
  try {
    // The library's type of JSON is mutable; it reads only.
    return jsonpath.query(target, document as never).nodes.map((found) => found.location);
  } catch (cause) {
    throw new CodegenError(`target ${target} is not a JSONPath`, place, { cause });
  }
}

/** A copy with the value at `location` changed, or without it when `change` returns undefined. */
function edit(
  value: JsonValue,
  location: Location,
  change: (found: JsonValue) => JsonValue | undefined,
): JsonValue | undefined {
  const [key, ...rest] = location;
  if (key === undefined) return change(value);
  if (isArray(value)) {
    return value.flatMap((item, index) => {
      if (index !== key) return [item];
      const next = edit(item, rest, change);
      return next === undefined ? [] : [next];
    });
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([name, child]): [string, JsonValue][] => {
    if (name !== key) return [[name, child]];
    const next = edit(child, rest, change);
    return next === undefined ? [] : [[name, next]];
  });
  return Object.fromEntries(entries);
}

/** Objects merge, lists inside them are joined, anything else is replaced. */
function merge(found: JsonValue, update: JsonValue): JsonValue {
  if (isArray(found) && isArray(update)) return [...found, ...update];
  if (!isObject(found) || !isObject(update)) return update;
  const merged: Record<string, JsonValue> = { ...found };
  for (const [key, value] of Object.entries(update)) {
    const old = merged[key];
    merged[key] = old === undefined ? value : merge(old, value);
  }
  return merged;
}
