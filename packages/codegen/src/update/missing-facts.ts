import { httpMethods } from "../source/http-methods.ts";
import {
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  sortedEntries,
  stringAt,
} from "../source/json.ts";
import { pointerOf } from "../source/json-pointer.ts";
import { jsonPathOf } from "./json-path.ts";
import { overlayText } from "./overlay-text.ts";
import { placeholder, type SpecificationProblem } from "./problem.ts";

/** An operation of the bundle and its place. */
export interface OperationPlace {
  readonly path: string;
  readonly method: string;
  readonly pointer: string;
  readonly value: JsonObject;
}

export function operationsOf(bundle: JsonObject): readonly OperationPlace[] {
  return sortedEntries(objectAt(bundle, "paths")).flatMap(([path, item]) =>
    httpMethods.flatMap((method) => {
      const value = isObject(item) ? item[method] : undefined;
      return isObject(value) ? [{ path, method, value, pointer: pointerOf(["paths", path, method]) }] : [];
    }),
  );
}

/** Returns a name for an operation without a name, from its method and path. */
export function suggestedId({ path, method }: Pick<OperationPlace, "path" | "method">): string {
  const words = path.split(/[^A-Za-z\d]+/).filter((word) => word !== "" && !/^v\d+$/.test(word));
  return [method, ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join("");
}

const overlay = "overlays/20-operations.overlay.yaml";

/**
 * Finds operations with a missing id, tag, scopes or idempotency.
 * @param label returns the name of a file of the specification for messages
 */
export function missingOperationFacts(
  bundle: JsonObject,
  label: (path: string) => string,
): readonly SpecificationProblem[] {
  const operations = operationsOf(bundle);
  return operations.flatMap((operation) => {
    const update = missingFacts(operation, operations);
    const missing = Object.keys(update);
    if (missing.length === 0) return [];
    const action = { target: jsonPathOf(operation.pointer, bundle), update };
    return [
      {
        file: label(overlay),
        place: `${operation.method.toUpperCase()} ${operation.path}`,
        problem: `has no ${missing.join(", no ")}`,
        advice: overlayText([action]),
        edit: { append: [action], path: overlay },
      },
    ];
  });
}

function missingFacts(operation: OperationPlace, all: readonly OperationPlace[]): JsonObject {
  const { value, method } = operation;
  const { tags, security } = value;
  const facts: [string, JsonValue][] = [];
  if (stringAt(value, "operationId") === undefined)
    facts.push(["operationId", `${placeholder}_${suggestedId(operation)}`]);
  if (!isArray(tags) || tags.length === 0) facts.push(["tags", [nearestTag(operation, all)]]);
  if (!isArray(security)) facts.push(["security", []]);
  // The idempotency of the method (RFC 9110, section 9.2.2), because nothing else is known about a new
  // operation.
  if (typeof value["x-idempotent"] !== "boolean")
    facts.push(["x-idempotent", !["post", "patch"].includes(method)]);
  return Object.fromEntries(facts);
}

/** Returns the tag of the operation whose path has the most leading segments in common. */
function nearestTag({ path }: OperationPlace, all: readonly OperationPlace[]): string {
  const parts = path.split("/");
  const tagged = all.flatMap((other) => {
    const { tags } = other.value;
    const tag = isArray(tags) ? tags[0] : undefined;
    const others = other.path.split("/");
    const firstOther = others.findIndex((part, index) => part !== parts[index]);
    return typeof tag === "string" ? [{ tag, common: firstOther < 0 ? others.length : firstOther }] : [];
  });
  const [nearest] = tagged.sort((a, b) => b.common - a.common);
  return nearest?.tag ?? placeholder;
}
