import { jsonText } from "../../source/escape.ts";
import { type Change, levelOf } from "../codes/change.ts";

/** Returns the report for other programs: one object, with the level of all changes together. */
export function jsonReport(changes: readonly Change[]): string {
  return jsonText({ level: levelOf(changes), changes }, 2);
}
