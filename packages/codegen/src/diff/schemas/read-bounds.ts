import type { JsonObject, JsonValue } from "../../source/json.ts";
import { type Bound, type BoundName, type Bounds, boundTypes, isTighter, wholeBounds } from "./bounds.ts";
import type { ValueType } from "./value-types.ts";

/** Reads the bounds that a schema sets to values of a type. */
export function readBounds(type: ValueType, isInteger: boolean, schema: JsonObject): Bounds {
  const names = (Object.keys(boundTypes) as BoundName[]).filter((name) => boundTypes[name] === type);
  const bounds = new Map(
    names.flatMap((name) => {
      const bound = readBound(name, schema);
      return bound === undefined ? [] : [[name, bound] as const];
    }),
  );
  return isInteger ? wholeBounds(bounds) : bounds;
}

function readBound(name: BoundName, schema: JsonObject): Bound | undefined {
  const stated = inclusive(schema[name]);
  switch (name) {
    case "minimum":
      return tighter(name, stated, exclusive(schema["exclusiveMinimum"], stated));
    case "maximum":
      return tighter(name, stated, exclusive(schema["exclusiveMaximum"], stated));
    // Without `contains`, no elements are counted.
    case "minContains":
      return schema["contains"] === undefined ? undefined : (stated ?? inclusive(1));
    case "maxContains":
      return schema["contains"] === undefined ? undefined : stated;
    case "minItems":
    case "minLength":
    case "minProperties":
      // A count cannot be less than 0.
      return stated?.limit === 0 ? undefined : stated;
    default:
      return stated;
  }
}

function inclusive(limit: JsonValue | undefined): Bound | undefined {
  return typeof limit === "number" ? { limit, isExclusive: false } : undefined;
}

/** In OpenAPI 3.0, the keyword is a flag that makes `minimum` or `maximum` exclusive. */
function exclusive(value: JsonValue | undefined, inclusiveBound: Bound | undefined): Bound | undefined {
  const limit = value === true ? inclusiveBound?.limit : value;
  return typeof limit === "number" ? { limit, isExclusive: true } : undefined;
}

function tighter(name: BoundName, one: Bound | undefined, other: Bound | undefined): Bound | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return isTighter(name, other, one) ? other : one;
}
