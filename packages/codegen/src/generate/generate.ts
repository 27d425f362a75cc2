import type { SpecificationNames } from "../bundle/names.ts";
import { checkReferences } from "../source/check-references.ts";
import type { Files } from "../source/files.ts";
import type { JsonObject } from "../source/json.ts";
import { emitOpenapi } from "./emit-openapi.ts";
import { emitFacts } from "./facts/emit-facts.ts";
import { emitOperations } from "./operations/emit-operations.ts";
import { generatedFiles } from "./print/generated-files.ts";
import { printExports } from "./print/print-module.ts";
import { emitProvenance, generatedHeader } from "./provenance.ts";
import { emitAliases } from "./types/emit-aliases.ts";
import type { PushTypes } from "./types/emit-push-types.ts";
import type { EmitTypes } from "./types/types-thread.ts";
import { generateValidators, type ValidatorInput } from "./validators/generate-validators.ts";

export interface GenerateInput extends ValidatorInput {
  /** The types are emitted in this thread or in another one. */
  readonly emitTypes: EmitTypes;
}

/** Returns the sources of `packages/schema`, by path from its `src`. */
export async function generate(
  bundle: JsonObject,
  names: Omit<SpecificationNames, "documents">,
  input: GenerateInput,
): Promise<Files> {
  checkReferences(bundle, input.bundleFile);
  const types = input.emitTypes(bundle, names);
  // The promise is awaited below, unless another step fails before.
  types.catch(() => undefined);
  const validators = generateValidators(bundle, names, input);
  const { pushTypes } = validators;
  const sources = [...input.pushes, ...(input.pushV2 ? [input.pushV2] : [])].map(({ value }) => value);
  const files: [string, string][] = [
    ["index.ts", [emitAliases(bundle, names), ...(pushTypes ? [pushExports(pushTypes)] : [])].join("\n")],
    ["facts.ts", emitFacts(bundle, names)],
    ["openapi.ts", emitOpenapi(bundle)],
    ["operations.ts", emitOperations(bundle)],
    ["provenance.ts", emitProvenance(bundle, sources)],
    ...(pushTypes ? [["push-v2.ts", pushTypes.code] as [string, string]] : []),
    ...validators.files,
    ["types.ts", await types],
  ];
  return generatedFiles(files.map(([file, code]) => [file, `${generatedHeader}\n${code.trim()}\n`] as const));
}

function pushExports({ names }: PushTypes): string {
  return printExports([{ from: "./push-v2.ts", types: names }]);
}
