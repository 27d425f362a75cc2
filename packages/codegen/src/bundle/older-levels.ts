import { httpMethods } from "../source/http-methods.ts";
import { isObject, type JsonObject, type JsonValue, objectAt, stringAt } from "../source/json.ts";

/** A level of an API in a path, such as `autoapi-13`. */
const levelSegment = /^([a-z]+)-(\d+)$/;

interface LeveledOperation {
  readonly path: string;
  readonly method: string;
  /** `autoapi`, and 13. */
  readonly api: string;
  readonly level: number;
  readonly value: JsonObject;
}

/** What a new level takes over from the level before it, as long as no overlay says something else. */
const inheritedFacts = ["operationId", "tags", "security", "x-idempotent", "x-rate-limit"] as const;

/**
 * Names the levels of an operation that stand side by side, such as `/v1/vehicle-data/autoapi-13/{vin}` and
 * `/v1/vehicle-data/autoapi-14/{vin}`. The newest one has the operation's own id, such as `getVehicleData`, so that a caller's
 * code moves on with it. Each older one has its level in its id (`getVehicleDataAutoapi13`) and is deprecated.
 */
export function nameOlderLevels(bundle: JsonObject): JsonObject {
  const changed = new Map<string, JsonObject>();
  for (const levels of families(bundle)) {
    const [newest, ...older] = levels.toSorted((one, other) => other.level - one.level);
    if (!newest || older.length === 0) continue;
    const current = inherit(newest, older);
    if (current !== newest.value) changed.set(keyOf(newest), current);
    const id = stringAt(current, "operationId");
    for (const each of older) changed.set(keyOf(each), deprecated(each, id));
  }
  return changed.size === 0 ? bundle : withOperations(bundle, changed);
}

function families(bundle: JsonObject): readonly (readonly LeveledOperation[])[] {
  const found = new Map<string, LeveledOperation[]>();
  for (const [path, item] of Object.entries(objectAt(bundle, "paths"))) {
    const segments = path.split("/");
    const at = segments.findIndex((segment) => levelSegment.test(segment));
    const [, api = "", level = ""] = levelSegment.exec(segments[at] ?? "") ?? [];
    if (at < 0 || !isObject(item)) continue;
    const family = segments.with(at, api).join("/");
    for (const method of httpMethods) {
      const value = item[method];
      if (!isObject(value)) continue;
      const key = `${method} ${family}`;
      const operation = { path, method, api, level: Number(level), value };
      found.set(key, [...(found.get(key) ?? []), operation]);
    }
  }
  return [...found.values()];
}

function inherit({ value }: LeveledOperation, older: readonly LeveledOperation[]): JsonObject {
  const missing = inheritedFacts.flatMap((fact): [string, JsonValue][] => {
    if (value[fact] !== undefined) return [];
    const from = older.find((each) => each.value[fact] !== undefined)?.value[fact];
    return from === undefined ? [] : [[fact, from]];
  });
  return missing.length === 0 ? value : { ...value, ...Object.fromEntries(missing) };
}

function deprecated({ value, api, level }: LeveledOperation, newestId: string | undefined): JsonObject {
  const id = stringAt(value, "operationId") ?? newestId;
  // An id that an overlay gave to this level stays.
  const own = id === newestId ? `${id}${api.charAt(0).toUpperCase()}${api.slice(1)}${level}` : id;
  return { ...value, ...(own !== undefined && { operationId: own }), deprecated: true };
}

function keyOf({ method, path }: Pick<LeveledOperation, "method" | "path">): string {
  return `${method} ${path}`;
}

function withOperations(bundle: JsonObject, changed: ReadonlyMap<string, JsonObject>): JsonObject {
  const paths = Object.entries(objectAt(bundle, "paths")).map(([path, item]) => [
    path,
    isObject(item)
      ? Object.fromEntries(
          Object.entries(item).map(([member, value]) => [
            member,
            changed.get(keyOf({ method: member, path })) ?? value,
          ]),
        )
      : item,
  ]);
  return { ...bundle, paths: Object.fromEntries(paths) };
}
