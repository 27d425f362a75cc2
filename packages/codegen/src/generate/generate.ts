import type { Names } from "../bundle/names.ts";
import type { Files } from "../source/files.ts";
import type { JsonObject } from "../source/json.ts";
import { emitOpenapi } from "./emit-openapi.ts";
import { emitFacts } from "./facts/emit-facts.ts";
import { emitOperations } from "./operations/emit-operations.ts";
import { emitProvenance, generatedHeader } from "./provenance.ts";
import { emitAliases } from "./types/emit-aliases.ts";
import type { EmitTypes } from "./types/types-thread.ts";
import { generateValidators, type ValidatorInput } from "./validators/generate-validators.ts";

export interface GenerateInput extends ValidatorInput {
  /** Here or in another thread. */
  readonly emitTypes: EmitTypes;
}

/** Returns the sources of `packages/schema`, by path from its `src`. */
export async function generate(
  bundle: JsonObject,
  names: Omit<Names, "documents">,
  input: GenerateInput,
): Promise<Files> {
  const types = input.emitTypes(bundle, names);
  // Awaited below, unless something else fails first.
  types.catch(() => undefined);
  const files: [string, string][] = [
    ["index.ts", emitAliases(bundle, names)],
    ["facts.ts", emitFacts(bundle, names)],
    ["openapi.ts", emitOpenapi(bundle)],
    ["operations.ts", emitOperations(bundle)],
    [
      "provenance.ts",
      emitProvenance(
        bundle,
        input.pushes.map(({ value }) => value),
      ),
    ],
    ...generateValidators(bundle, input),
    ["types.ts", await types],
  ];
  return new Map(files.map(([file, code]) => [file, `${generatedHeader}\n${code.trimEnd()}\n`]));
}
