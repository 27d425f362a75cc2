import { httpMethods } from "../source/http-methods.ts";
import {
  compareText,
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  stringAt,
} from "../source/json.ts";
import { resolveReference } from "../source/references.ts";
import { pascalCase } from "./names.ts";

/** A segment of a path that names a level: `autoapi-13`, `v1`. */
const levelPattern = /^([A-Za-z][A-Za-z_-]*)(\d+)$/;

/** Facts of an operation that apply to every level. */
const sharedFacts = ["tags", "security", "x-idempotent", "summary", "description"];

/** One of several levels of an operation. */
interface OperationLevel {
  readonly path: string;
  readonly method: string;
  readonly operation: JsonObject;
}

/**
 * Makes several levels of an operation callable by name: the newest keeps the name of the operation, and each older
 * level gets the name with its level added and becomes deprecated. Paths that differ only in the numbers of
 * their levels, such as `/autoapi-13/{vin}` and `/autoapi-14/{vin}`, are levels of one operation. Facts that
 * overlays have for only one level also apply to the others. Operations to which the overlays give different
 * names are not changed.
 */
export function nameLevels(bundle: JsonObject): JsonObject {
  const paths = objectAt(bundle, "paths");
  /** By method and path. */
  const renamed = new Map<string, JsonObject>();
  for (const levels of levelsOf(paths)) {
    const ids = new Set(levels.flatMap(({ operation }) => stringAt(operation, "operationId") ?? []));
    const [id] = ids;
    if (id === undefined || ids.size > 1) continue;
    for (const level of levels) renamed.set(keyOf(level), namedLevel(level, levels, { id, bundle }));
  }
  if (renamed.size === 0) return bundle;
  const items = Object.entries(paths).map(
    ([path, item]) => [path, withOperations(path, item, renamed)] as const,
  );
  return { ...bundle, paths: Object.fromEntries(items) };
}

/** The operations that have more than one level, each with the newest level first. */
function levelsOf(paths: JsonObject): readonly (readonly OperationLevel[])[] {
  const groups = new Map<string, OperationLevel[]>();
  for (const [path, item] of Object.entries(paths))
    for (const method of httpMethods) {
      const operation = isObject(item) ? item[method] : undefined;
      if (!isObject(operation)) continue;
      const key = `${method} ${segmentsOf(path).map(withoutLevel).join("/")}`;
      groups.set(key, [...(groups.get(key) ?? []), { path, method, operation }]);
    }
  return [...groups.values()].filter((levels) => levels.length > 1).map((levels) => levels.sort(newestFirst));
}

function newestFirst(left: OperationLevel, right: OperationLevel): number {
  const others = segmentsOf(right.path);
  for (const [index, segment] of segmentsOf(left.path).entries()) {
    const difference = numberOf(others[index] ?? "") - numberOf(segment);
    if (difference !== 0) return difference;
  }
  return compareText(left.path, right.path);
}

function namedLevel(
  level: OperationLevel,
  levels: readonly OperationLevel[],
  { id, bundle }: { readonly id: string; readonly bundle: JsonObject },
): JsonObject {
  const [newest = level] = levels;
  const others = levels.filter((other) => other !== level).map(({ operation }) => operation);
  const complete = others.reduce(
    (current, other) => withSharedFacts(current, other, bundle),
    level.operation,
  );
  if (level === newest) return { ...complete, operationId: id };
  const hint = `An older level: \`${id}\` calls \`${newest.path}\`.`;
  return {
    ...complete,
    operationId: id + levelName(level.path, newest.path),
    deprecated: true,
    "x-level-of": id,
    description: [stringAt(complete, "description")?.trim(), hint].filter(Boolean).join(" "),
  };
}

/** Returns the segments in which a level differs from the newest one, as part of a name: `Autoapi13`. */
function levelName(path: string, newest: string): string {
  const others = segmentsOf(newest);
  return segmentsOf(path)
    .filter((segment, index) => segment !== others[index])
    .map((segment) => pascalCase(segment.replaceAll("-", "_")))
    .join("");
}

/** Copies missing facts from another level. */
function withSharedFacts(operation: JsonObject, other: JsonObject, bundle: JsonObject): JsonObject {
  const facts = sharedFacts.flatMap((key) => {
    const value = isBlank(operation[key]) ? other[key] : operation[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  const { parameters, requestBody, responses } = operation;
  return {
    ...operation,
    ...Object.fromEntries(facts),
    ...(isArray(parameters) && { parameters: describedParameters(parameters, other["parameters"], bundle) }),
    ...(isObject(requestBody) && { requestBody: described(requestBody, other["requestBody"], bundle) }),
    ...(isObject(responses) && {
      responses: Object.fromEntries(
        Object.entries(responses).map(([status, response]) => [
          status,
          described(response, objectAt(other, "responses")[status], bundle),
        ]),
      ),
    }),
  };
}

function describedParameters(
  parameters: readonly JsonValue[],
  others: JsonValue | undefined,
  bundle: JsonObject,
): readonly JsonValue[] {
  const models = isArray(others) ? others.map((other) => resolved(other, bundle)) : [];
  const nameOf = (parameter: JsonValue | undefined): string =>
    `${stringAt(parameter, "in")} ${stringAt(parameter, "name")}`;
  return parameters.map((parameter) =>
    described(
      parameter,
      models.find((model) => nameOf(model) === nameOf(parameter)),
      bundle,
    ),
  );
}

function described(value: JsonValue, other: JsonValue | undefined, bundle: JsonObject): JsonValue {
  const description = stringAt(resolved(other, bundle), "description");
  const isComplete = !isObject(value) || value["$ref"] !== undefined || !isBlank(value["description"]);
  return isComplete || description === undefined ? value : { ...value, description };
}

function resolved(value: JsonValue | undefined, bundle: JsonObject): JsonValue | undefined {
  const ref = stringAt(value, "$ref");
  return ref === undefined ? value : resolveReference(bundle, ref);
}

function isBlank(value: JsonValue | undefined): boolean {
  return value === undefined || (typeof value === "string" && value.trim() === "");
}

function withOperations(path: string, item: JsonValue, renamed: ReadonlyMap<string, JsonObject>): JsonValue {
  if (!isObject(item)) return item;
  return Object.fromEntries(
    Object.entries(item).map(([method, value]) => [method, renamed.get(keyOf({ method, path })) ?? value]),
  );
}

function keyOf({ method, path }: Pick<OperationLevel, "method" | "path">): string {
  return `${method} ${path}`;
}

function segmentsOf(path: string): readonly string[] {
  return path.split("/");
}

function withoutLevel(segment: string): string {
  return segment.replace(levelPattern, (_, name: string) => `${name}0`);
}

function numberOf(segment: string): number {
  return Number(levelPattern.exec(segment)?.[2] ?? 0);
}
