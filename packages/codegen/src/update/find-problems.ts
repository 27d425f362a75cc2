import { type Bundle, buildBundle } from "../bundle/build-bundle.ts";
import { lintProblems } from "../bundle/lint.ts";
import { labelOf, type Specification } from "../source/specification.ts";
import { inlineBodies } from "./inline-bodies.ts";
import { missingDescriptions } from "./missing-descriptions.ts";
import { missingOperationFacts } from "./missing-facts.ts";
import type { SpecificationProblem } from "./problem.ts";
import { type UnmatchedAction, unmatchedActions } from "./unmatched-actions.ts";

export interface Draft {
  /** The bundle, as far as it could be built. */
  readonly bundle: Bundle;
  /** All problems that must be solved to complete the bundle. */
  readonly problems: readonly SpecificationProblem[];
}

/**
 * Builds the bundle of a specification whose overlays may not match its documents any more, and finds
 * everything that a person must write or remove.
 * @throws {CodegenError} A file of the specification is malformed.
 */
export async function draftBundle(spec: Specification): Promise<Draft> {
  const label = (path: string): string => labelOf(spec, path);
  const unmatched: UnmatchedAction[] = [];
  const bundle = buildBundle(spec, (target, place) => unmatched.push({ target, place }));
  const inline = inlineBodies(bundle.value, label);
  const undescribed = missingDescriptions(bundle.value, label)
    // The content of such a body is described at the future component.
    .filter(({ place }) => !inline.some((body) => place.startsWith(body.place)));
  const missing = [
    ...unmatchedActions(unmatched, bundle.value, labelOf(spec, "")),
    ...missingOperationFacts(bundle.value, label),
    ...inline,
    ...orphanedDescriptions(bundle),
    ...undescribed,
  ];
  if (missing.length > 0) return { bundle, problems: missing };
  return { bundle, problems: await problemsOfLinter(bundle) };
}

/** The linter runs only if nothing is missing, because it would report the missing parts of a draft. */
async function problemsOfLinter(bundle: Bundle): Promise<readonly SpecificationProblem[]> {
  const problems = await lintProblems(bundle.file, bundle.text);
  return problems.map(({ rule, message, pointer, line }) => ({
    file: bundle.file,
    line,
    place: `#${pointer}`,
    problem: `does not pass the linter (${rule}): ${message}`,
    advice: "Correct it in an overlay.\n",
  }));
}

function orphanedDescriptions({ orphans }: Bundle): readonly SpecificationProblem[] {
  return orphans.map((orphan) => {
    const [file = "", place = ""] = orphan.split(/: (.*)/s);
    return {
      file,
      place,
      problem: "is described and does not exist",
      advice: "Remove the description, or move it to where the property is now.\n",
    };
  });
}
