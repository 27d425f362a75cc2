import { writeFileSync } from "node:fs";
import { markdownCode, singleLine } from "../../packages/codegen/src/source/escape.ts";
import type { SpecificationProblem } from "../../packages/codegen/src/update/problem.ts";

/** A summary that is written to the disk after each section, so that an interruption loses nothing. */
export interface UpdateSummary {
  add(section: string): void;
}

/** @param file where the summary is written besides standard output */
export function openSummary(file: string | undefined): UpdateSummary {
  const sections: string[] = [];
  return {
    add(section) {
      if (section === "") return;
      sections.push(section);
      console.log(sections.length === 1 ? section : `\n${section}`);
      if (file !== undefined) writeFileSync(file, `${sections.join("\n\n")}\n`);
    },
  };
}

export function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `### ${title}\n\n${lines.join("\n")}`;
}

/** Returns each problem with its place and remedy, grouped by file. */
export function problemSection(problems: readonly SpecificationProblem[]): string {
  const lines = problems.map(({ file, line, place, problem, advice }) => {
    const at = line === undefined ? singleLine(file) : `${singleLine(file)}:${line}`;
    return `- ${at}: ${markdownCode(place)} ${singleLine(problem)}.\n\n${indented(advice)}`;
  });
  return section("To write or remove by hand", lines);
}

/** Returns the text as a code block in a list item, so that it is not Markdown. */
function indented(text: string): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `      ${singleLine(`.${line}`).slice(1)}`)
    .join("\n")
    .concat("\n");
}
