import { markdownCode } from "../../source/escape.ts";
import { type Change, describeWhere, levelOf, type Where } from "../codes/change.ts";
import type { Comparison } from "../compare/compare-apis.ts";
import { byOperation, otherPlaces, summary, unknownText, valuesText } from "./summary.ts";

/** Returns the report for a pull request. */
export function markdownReport({ changes, unknown }: Comparison): string {
  const groups = byOperation(changes).map(([operation, group]) =>
    [
      `### ${markdownCode(operation)}`,
      "",
      "| level | where | change | | reason |",
      "| --- | --- | --- | --- | --- |",
      ...group.map((change) => `| ${cellsOf(change).join(" | ")} |`),
    ].join("\n"),
  );
  return [
    `## Changes of the API: ${levelOf(changes)}`,
    summary(changes),
    ...unknownText(unknown, markdownCode),
    ...groups,
  ].join("\n\n");
}

function cellsOf(change: Change): readonly string[] {
  const values = valuesText(change);
  return [
    levelText(change),
    markdownCode(describeWhere(change.where)),
    change.code,
    values === "" ? "" : markdownCode(values),
    `${change.reason}${otherPlacesText(change)}`,
  ];
}

/** Major changes are bold. */
export function levelText({ level }: Change): string {
  return level === "major" ? "**major**" : level;
}

/** ` Also at …` in Markdown; empty without other places. */
export function otherPlacesText(change: Change): string {
  const places = otherPlaces(
    change,
    (place: Where) => `${markdownCode(place.operation)} ${markdownCode(describeWhere(place))}`,
  );
  return places.length === 0 ? "" : ` Also at ${places.join(", ")}.`;
}
