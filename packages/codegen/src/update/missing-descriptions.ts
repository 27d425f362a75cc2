import { type DocumentationItem, documentationOf } from "../bundle/documentation.ts";
import { type JsonObject, type JsonValue, stringAt } from "../source/json.ts";
import { pointerKeys, valueAt } from "../source/json-pointer.ts";
import { jsonPathOf } from "./json-path.ts";
import { operationsOf } from "./missing-facts.ts";
import { overlayText } from "./overlay-text.ts";
import { type OverlayAction, placeholder, type SpecificationProblem } from "./problem.ts";

/** The overlay that gets placeholders. Its name comes after the other overlays of documentation. */
const overlay = "overlays/30-documentation-new.overlay.yaml";

/**
 * Finds items without a description, and operations without a summary.
 * @param label returns the name of a file of the specification for messages
 */
export function missingDescriptions(
  bundle: JsonObject,
  label: (path: string) => string,
): readonly SpecificationProblem[] {
  const summaries = operationsOf(bundle)
    .filter(({ value }) => !stringAt(value, "summary")?.trim())
    .map(({ pointer }) =>
      problemOf(
        { target: jsonPathOf(pointer, bundle), update: { summary: `${placeholder}.` } },
        "has no summary",
        label,
      ),
    );
  const described = documentationOf(bundle).undocumented.map((item) =>
    problemOf(descriptionAction(item, bundle), `(${item.kind}) has no description`, label),
  );
  return [...summaries, ...described];
}

function problemOf(
  action: OverlayAction,
  problem: string,
  label: (path: string) => string,
): SpecificationProblem {
  return {
    file: label(overlay),
    place: action.target,
    problem,
    advice: overlayText([action]),
    edit: { append: [action], path: overlay },
  };
}

function descriptionAction({ kind, pointer }: DocumentationItem, bundle: JsonObject): OverlayAction {
  const text: JsonValue = `${placeholder}: what this ${kind} is.`;
  if (kind !== "scope") return { target: jsonPathOf(pointer, bundle), update: { description: text } };
  // A scope has its description as its value.
  const keys = pointerKeys(pointer);
  const parent = pointer.slice(0, pointer.lastIndexOf("/"));
  return valueAt(bundle, parent) === undefined
    ? { target: jsonPathOf(pointer, bundle), update: text }
    : { target: jsonPathOf(parent, bundle), update: { [keys.at(-1) ?? ""]: text } };
}
