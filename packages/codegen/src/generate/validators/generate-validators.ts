import type { Files } from "../../source/files.ts";
import type { JsonObject } from "../../source/json.ts";
import { emitValidators, type FiledDocument } from "./emit-validators.ts";

export interface ValidatorInput {
  /** The bundle's file, as messages name it. */
  readonly bundleFile: string;
  /** Documents of push messages. */
  readonly pushes: readonly FiledDocument[];
  /** What every validator needs at run time, copied as it is. */
  readonly runtime: Files;
}

/** Returns the sources of `packages/schema/src/validators`, by path from `packages/schema/src`. */
export function generateValidators(
  bundle: JsonObject,
  { bundleFile, pushes, runtime }: ValidatorInput,
): Files {
  const generated = emitValidators({ file: bundleFile, value: bundle }, pushes);
  const inFolder = (files: Files, folder: string): [string, string][] =>
    [...files].map(([file, code]) => [`${folder}/${file}`, code]);
  return new Map([...inFolder(generated, "validators"), ...inFolder(runtime, "validators/runtime")]);
}
