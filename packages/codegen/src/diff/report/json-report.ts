import { jsonText } from "../../source/escape.ts";
import { levelOf } from "../codes/change.ts";
import type { Comparison } from "../compare/compare-apis.ts";

/** Returns the report for other programs: one object, with the level of all changes together. */
export function jsonReport({ changes, unknown }: Comparison): string {
  return jsonText({ level: levelOf(changes), changes, unknown }, 2);
}
