import { bundleFile } from "../../bundle/build-bundle.ts";
import type { Files } from "../../source/files.ts";
import type { JsonObject } from "../../source/json.ts";
import { provenance } from "../provenance.ts";
import { emitValidators, type FiledDocument } from "./emit-validators.ts";

export interface ValidatorInput {
  /** Documents of push messages. */
  readonly pushes: readonly FiledDocument[];
  /** What every validator needs at run time, copied as it is. */
  readonly runtime: Files;
}

/** The sources of `packages/schema/src/validators`, by path from `packages/schema/src`. */
export function generateValidators(bundle: JsonObject, { pushes, runtime }: ValidatorInput): Files {
  const { ofBundle, ofPush } = emitValidators({ file: bundleFile, value: bundle }, pushes);
  const headed = (files: Files, header: string, folder = ""): [string, string][] =>
    [...files].map(([file, code]) => [`validators/${folder}${file}`, `${header}\n${code}`]);
  return new Map([
    ...headed(ofBundle, provenance([bundle])),
    ...headed(ofPush, provenance(pushes.map(({ value }) => value))),
    ...headed(runtime, provenance([]), "runtime/"),
  ]);
}
