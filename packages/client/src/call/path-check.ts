import { nearestName } from "@high-mobility-ts/guards";
import { operationCalls } from "@high-mobility-ts/schema/facts";

/**
 * Returns a function that throws a `TypeError` if the specification has no operation `METHOD path`. The
 * message has the path that was probably meant.
 */
export function pathCheck(): (method: string, path: string) => void {
  const known = new Set(Object.values(operationCalls).map((line) => line.replace(/[? ][^/]*$/, "")));
  return (method, path) => {
    const operation = `${method} ${path}`;
    if (known.has(operation)) return;
    const nearest = nearestName(operation, known, operation.length / 2);
    const remedy = nearest ? ` Did you mean "${nearest}"?` : "";
    throw new TypeError(
      `${operation.slice(0, 80)} failed: the specification has no such operation.${remedy}`,
    );
  };
}
