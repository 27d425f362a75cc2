import { pairOperations } from "../../src/diff/compare/pair-operations.ts";
import type { Api } from "../../src/diff/operations/api.ts";
import { readApi } from "../../src/diff/operations/read-api.ts";
import type { JsonObject } from "../../src/source/json.ts";

/** Operations by `METHOD path`. */
export type Operations = Readonly<Record<string, JsonObject>>;

/** An API whose operations are named `METHOD path`. */
function apiOf(operations: Operations): Api {
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const [name, operation] of Object.entries(operations)) {
    const [method = "", path = ""] = name.split(" ");
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  }
  return readApi([{ id: "cars", value: { openapi: "3.1.1", paths } }]);
}

/** Returns `old -> new` for each pair, sorted, with `level` where both levels remain. */
export function paired(old: Operations, next: Operations): readonly string[] {
  return pairOperations({ old: apiOf(old), new: apiOf(next) })
    .map((pair) =>
      [
        pair.old?.name ?? "",
        "->",
        pair.new?.name ?? "",
        ...("isLevel" in pair && pair.isLevel ? ["(level)"] : []),
      ]
        .join(" ")
        .trim(),
    )
    .toSorted();
}
