import { CodegenError } from "../source/codegen-error.ts";
import type { Files } from "../source/files.ts";
import { labelOf, type Specification } from "../source/specification.ts";
import { overlayText } from "./overlay-text.ts";
import { placeholder, type SpecificationProblem } from "./problem.ts";

const emptyOverlay = `overlay: 1.0.0
info:
  title: What came with the last update, in our own words
  version: 1.0.0
actions:
`;

/**
 * Returns the overlays that change if all possible edits are applied. What a person has to write is marked
 * \`TODO\`.
 */
export function scaffold(spec: Specification, problems: readonly SpecificationProblem[]): Files {
  const changed = new Map<string, string>();
  for (const { edit } of problems) {
    if (edit === undefined) continue;
    const text = changed.get(edit.path) ?? spec.files.get(edit.path) ?? emptyOverlay;
    changed.set(
      edit.path,
      "append" in edit
        ? `${checkedEnd(text, labelOf(spec, edit.path))}${overlayText(edit.append)}`
        : replaceTarget(text, edit.replace, edit.by),
    );
  }
  return changed;
}

/** Actions can be added at the end of a file only if the list of actions is its last member. */
function checkedEnd(text: string, file: string): string {
  const lines = text.split("\n").filter((line) => /^\S/.test(line) && !line.startsWith("#"));
  if (lines.at(-1)?.trim() !== "actions:")
    throw new CodegenError(`must end with its actions, so that actions marked ${placeholder} can be added`, {
      file,
    });
  return text.endsWith("\n") ? text : `${text}\n`;
}

function replaceTarget(text: string, old: string, next: string): string {
  return text
    .split("\n")
    .map((line) =>
      line.trim().replace(/^- /, "") === `target: ${old}` ? line.replace(old, () => next) : line,
    )
    .join("\n");
}
