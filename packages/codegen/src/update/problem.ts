import type { JsonValue } from "../source/json.ts";

/** A missing or superfluous part of a specification, with the text to write. */
export interface SpecificationProblem {
  /** The file to edit, as messages name it. */
  readonly file: string;
  /** The line, from 1; undefined if new text must be added to the file. */
  readonly line?: number | undefined;
  /** The place in the specification: the target of an action, or `METHOD /path`. */
  readonly place: string;
  /** A clause about the place. */
  readonly problem: string;
  /** The text to write, or what to do. */
  readonly advice: string;
  /** Placeholders that complete the specification, if they can be determined. */
  readonly edit?: SpecificationEdit | undefined;
}

/** A change of an overlay that needs no text of a person. */
export type SpecificationEdit =
  | { readonly append: readonly OverlayAction[]; readonly path: string }
  | { readonly replace: string; readonly by: string; readonly path: string };

/** An action of an overlay, as it is written into its file. */
export interface OverlayAction {
  readonly target: string;
  readonly update?: JsonValue;
  readonly remove?: true;
}

/** The mark of a missing text. `check` fails if a bundle contains it. */
export const placeholder = "TODO";
