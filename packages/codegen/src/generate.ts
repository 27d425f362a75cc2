import { emitAliases } from "./emit-aliases.ts";
import { emitOpenapi } from "./emit-openapi.ts";
import { emitOperations } from "./emit-operations.ts";
import { emitTypes } from "./emit-types.ts";
import type { Files } from "./import-documents.ts";
import type { JsonObject } from "./json.ts";
import type { Names } from "./names.ts";
import { provenance } from "./provenance.ts";

/** The sources of `packages/schema`, by file name. */
export async function generate(bundle: JsonObject, names: Pick<Names, "types" | "generics">): Promise<Files> {
  const modules: [string, string][] = [
    ["index.ts", emitAliases(bundle, names)],
    ["openapi.ts", emitOpenapi(bundle)],
    ["operations.ts", emitOperations(bundle)],
    ["types.ts", await emitTypes(bundle, names.generics)],
  ];
  const header = provenance(bundle);
  return new Map(modules.map(([file, code]) => [file, `${header}\n${code.trimEnd()}\n`]));
}
