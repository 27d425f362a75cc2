import type { Place } from "../source/codegen-error.ts";
import { type JsonObject, objectAt } from "../source/json.ts";
import type { SpecificationProblem } from "./problem.ts";

/** The target of an action that matches nothing. */
export interface UnmatchedAction {
  readonly target: string;
  readonly place: Place;
}

/**
 * Returns the remedies for actions that match nothing. A path that moved to another version is found again.
 * @param specFolder the folder of the specification, as in messages
 */
export function unmatchedActions(
  actions: readonly UnmatchedAction[],
  bundle: JsonObject,
  specFolder: string,
): readonly SpecificationProblem[] {
  const paths = Object.keys(objectAt(bundle, "paths"));
  return actions.map(({ target, place }) => {
    const { file = "", line } = place;
    const [, old] = /^\$\.paths\['([^']+)'\]/.exec(target) ?? [];
    const moved = old === undefined || paths.includes(old) ? undefined : movedPath(old, paths);
    const common = { file, line, place: target, problem: "is the target of an action, but matches nothing" };
    if (old === undefined || moved === undefined)
      return { ...common, advice: "Remove the action, or correct its target.\n" };
    return {
      ...common,
      advice: `The path is ${moved} now. Write:\n  - target: ${target.replace(old, moved)}\n`,
      edit: { replace: target, by: target.replace(old, moved), path: file.slice(specFolder.length + 1) },
    };
  });
}

/** Returns the only path that differs from the old one only in numbers. */
function movedPath(old: string, paths: readonly string[]): string | undefined {
  const found = paths.filter((path) => withoutNumbers(path) === withoutNumbers(old));
  return found.length === 1 ? found[0] : undefined;
}

function withoutNumbers(path: string): string {
  return path.replaceAll(/\d+/g, "#");
}
