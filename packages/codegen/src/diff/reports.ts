import { styleText } from "node:util";
import type { JsonValue } from "../source/json.ts";
import { type Change, describeWhere, levelOf } from "./change.ts";
import { type Level, levels } from "./change-rule.ts";

const colours: Readonly<Record<Level, "red" | "yellow" | "green">> = {
  major: "red",
  minor: "yellow",
  patch: "green",
};

/** For machines: one object, with the level of all changes together. */
export function reportJson(changes: readonly Change[]): string {
  return JSON.stringify({ level: levelOf(changes), changes }, null, 2);
}

export interface TextOptions {
  /** Whether the text goes to a terminal that shows colours. */
  readonly colour: boolean;
}

/** For people: grouped by operation, with a last line that says what it comes to. */
export function reportText(changes: readonly Change[], { colour }: TextOptions): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const groups = byOperation(changes).map(([operation, group]) =>
    [
      paint("bold", operation),
      ...group.map((change) => {
        const place = describeWhere(change.where);
        const line = `  ${paint(colours[change.level], change.level)}  ${place}  ${change.code}${valuesText(change)}`;
        return `${line}\n         ${paint("dim", change.reason)}`;
      }),
    ].join("\n"),
  );
  return [...groups, summary(changes)].join("\n\n");
}

/** For a pull request. */
export function reportMarkdown(changes: readonly Change[]): string {
  const groups = byOperation(changes).map(([operation, group]) =>
    [
      `### \`${operation}\``,
      "",
      "| level | where | change | | reason |",
      "| --- | --- | --- | --- | --- |",
      ...group.map((change) => {
        const cells = [
          change.level === "major" ? "**major**" : change.level,
          code(describeWhere(change.where)),
          change.code,
          valuesText(change) === "" ? "" : code(valuesText(change).slice(2)),
          change.reason,
        ];
        return `| ${cells.join(" | ")} |`;
      }),
    ].join("\n"),
  );
  return [`## Changes of the API: ${levelOf(changes)}`, summary(changes), ...groups].join("\n\n");
}

/** `3 changes: 1 major, 2 minor`. */
function summary(changes: readonly Change[]): string {
  if (changes.length === 0) return "No change for callers.";
  const counts = levels
    .toReversed()
    .map((level) => ({ level, count: changes.filter((change) => change.level === level).length }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => `${count} ${level}`);
  return `${changes.length} ${changes.length === 1 ? "change" : "changes"}: ${counts.join(", ")}`;
}

/** `: "a" -> "b"`; empty when the code says it all. */
export function valuesText({ old, new: next }: Change): string {
  if (old === null && next === null) return "";
  if (old === null) return `: + ${valueText(next)}`;
  if (next === null) return `: - ${valueText(old)}`;
  return `: ${valueText(old)} -> ${valueText(next)}`;
}

function valueText(value: JsonValue): string {
  return JSON.stringify(value);
}

function byOperation(changes: readonly Change[]): readonly (readonly [string, readonly Change[]])[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const group = groups.get(change.where.operation) ?? [];
    groups.set(change.where.operation, [...group, change]);
  }
  return [...groups];
}

/** A `|` would end the table cell, in code as well. */
function code(text: string): string {
  return `\`${text.replaceAll("|", "\\|")}\``;
}
