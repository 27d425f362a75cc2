import { nearestName } from "@high-mobility-ts/guards";
import { operationCalls } from "@high-mobility-ts/schema/facts";

/**
 * Returns a function that tells why `METHOD path` is no operation of the specification, and which path was probably meant;
 * undefined if it is one.
 */
export function pathCheck(): (method: string, path: string) => TypeError | undefined {
  const known = new Set(Object.values(operationCalls).map((line) => line.replace(/[? ][^/]*$/, "")));
  return (method, path) => {
    const operation = `${method} ${path}`;
    if (known.has(operation)) return undefined;
    const nearest = nearestName(operation, known);
    const remedy = nearest ? ` Did you mean "${nearest}"?` : "";
    return new TypeError(
      `${operation.slice(0, 80)} failed: the specification has no such operation.${remedy}`,
    );
  };
}
