import { nearestName } from "@high-mobility-ts/guards";
import { operationCalls } from "@high-mobility-ts/schema/facts";

/**
 * Returns a function that throws a `TypeError` if the specification has no operation `METHOD path`. The
 * message has the path that was probably meant.
 */
export function pathCheck(): (method: string, path: string) => void {
  const known = Object.values(operationCalls).map((line) => line.replace(/[? ][^/]*$/, ""));
  // Two lookups by constant texts take less than one by a new text.
  const pathsOf = new Map<string, Set<string>>();
  for (const operation of known) {
    const [method = "", path = ""] = operation.split(" ");
    pathsOf.set(method, (pathsOf.get(method) ?? new Set()).add(path));
  }
  return (method, path) => {
    if (pathsOf.get(method)?.has(path)) return;
    const operation = `${method} ${path}`;
    const nearest = nearestName(operation, known, operation.length / 2);
    const remedy = nearest ? ` Did you mean "${nearest}"?` : "";
    throw new TypeError(
      `${operation.slice(0, 80)} failed: the specification has no such operation.${remedy}`,
    );
  };
}
