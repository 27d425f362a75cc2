import { CodegenError } from "../../source/codegen-error.ts";
import { markdownCode } from "../../source/escape.ts";
import { compareText } from "../../source/json.ts";
import { parseYaml } from "../../source/yaml.ts";
import { type Change, describeWhere, isAtLeast } from "../codes/change.ts";
import { type Level, levels } from "../codes/change-rule.ts";
import { levelText, otherPlacesText } from "./markdown-report.ts";
import type { Release } from "./releases.ts";
import { valuesText } from "./summary.ts";

/** The file of all updates. Until a release, later changes are added to it. */
export const changesetFile = "specification.md";

/**
 * Returns the changeset for the changes. The content of an unreleased changeset is kept without repetition: levels only
 * rise, and lines are only added.
 * @param existing the text of the unreleased changeset
 * @throws {CodegenError} an existing file is not a changeset
 */
export function changesetText(
  changes: readonly Change[],
  releases: readonly Release[],
  existing: string | undefined,
): string {
  const before = existing === undefined ? { releases: [], lines: [], words: "" } : parseChangeset(existing);
  const merged = new Map<string, Level>(before.releases.map(({ name, level }) => [name, level]));
  for (const { name, level } of releases)
    if (!isAtLeast(merged.get(name) ?? "none", level)) merged.set(name, level);
  const lines = [...new Set([...before.lines, ...changes.map(changeLine)])].sort(byWeight);
  const frontmatter = [...merged].sort(([a], [b]) => compareText(a, b));
  return [
    "---",
    ...frontmatter.map(([name, level]) => `"${name}": ${level}`),
    "---",
    "",
    ...(before.words === "" ? [] : [before.words, ""]),
    heading,
    "",
    ...lines,
    "",
  ].join("\n");
}

const heading = "The API changed:";

function changeLine(change: Change): string {
  const { code, where, reason } = change;
  const values = valuesText(change);
  const detail = [
    markdownCode(where.operation),
    markdownCode(describeWhere(where)),
    code,
    ...(values === "" ? [] : [markdownCode(values)]),
  ].join(" ");
  return `- ${levelText(change)}: ${detail}. ${reason}${otherPlacesText(change)}`;
}

/** Breaking ones first. */
function byWeight(a: string, b: string): number {
  return weightOf(b) - weightOf(a) || compareText(a, b);
}

function weightOf(line: string): number {
  return levels.findIndex((level) => new RegExp(`^- \\**${level}\\b`).test(line));
}

interface ParsedChangeset {
  readonly releases: readonly Release[];
  readonly lines: readonly string[];
  /** The text that people wrote before and after the lines. */
  readonly words: string;
}

function parseChangeset(text: string): ParsedChangeset {
  const file = `.changeset/${changesetFile}`;
  const [, frontmatter, body] = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)/.exec(text) ?? [];
  if (frontmatter === undefined || body === undefined)
    throw new CodegenError("is not a changeset: it has no front matter", { file });
  const { value } = parseYaml(file, frontmatter);
  const releases = Object.entries(value).map(([name, type]) => {
    const level = levels.find((candidate) => candidate === type);
    if (level === undefined) throw new CodegenError(`${name} has no level of ${levels.join(", ")}`, { file });
    return { name, level };
  });
  const all = body.split(/\r?\n/);
  const words = all.filter((line) => !line.startsWith("- ") && line !== heading).join("\n");
  return { releases, lines: all.filter((line) => line.startsWith("- ")), words: words.trim() };
}
