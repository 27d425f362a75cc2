import { type Bundle, buildBundle } from "../bundle/build-bundle.ts";
import { lintProblems } from "../bundle/lint.ts";
import { labelOf, type Specification } from "../source/specification.ts";
import { inlineBodies } from "./inline-bodies.ts";
import { missingDescriptions } from "./missing-descriptions.ts";
import { missingOperationFacts } from "./missing-facts.ts";
import type { SpecificationProblem } from "./problem.ts";
import { type UnmatchedAction, unmatchedActions } from "./unmatched-actions.ts";

export interface Draft {
  /** The bundle as far as it can be made. */
  readonly bundle: Bundle;
  /** Everything that keeps it from being whole. */
  readonly problems: readonly SpecificationProblem[];
}

/**
 * Builds the bundle of a specification whose overlays may not fit its documents any more, and finds everything that a
 * person has to write or to remove.
 * @throws {CodegenError} A file of the specification is malformed.
 */
export async function draftBundle(spec: Specification): Promise<Draft> {
  const label = (path: string): string => labelOf(spec, path);
  const unmatched: UnmatchedAction[] = [];
  const bundle = buildBundle(spec, (target, place) => unmatched.push({ target, place }));
  const inline = inlineBodies(bundle.value, label);
  const undescribed = missingDescriptions(bundle.value, label)
    // What is inside such a body is described where the component will be.
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

/** What the linter says of a draft follows from what is missing: it is asked when nothing is. */
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
      problem: "is described and is not there",
      advice: "Remove the description, or move it to where the property is now.\n",
    };
  });
}
