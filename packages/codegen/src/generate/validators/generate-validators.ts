import type { GenericNames } from "../../bundle/names.ts";
import type { Files } from "../../source/files.ts";
import { type JsonObject, objectAt } from "../../source/json.ts";
import type { PushV2 } from "../push-messages/push-v2.ts";
import { emitPushTypes, type PushTypes } from "../types/emit-push-types.ts";
import { extractEnumSchemas } from "../types/enum-schemas.ts";
import { checkCompiler } from "./compile-check.ts";
import { type CompiledDocuments, compileDocuments, type ValidatorDocuments } from "./compile-documents.ts";
import { emitCompiled } from "./emit-validators.ts";
import type { Check } from "./runtime/check.ts";

export interface ValidatorInput extends Omit<ValidatorDocuments, "bundle"> {
  /** The name of the bundle's file in messages. */
  readonly bundleFile: string;
  /** The code that every validator needs at run time, copied unchanged. */
  readonly runtime: Files;
}

export interface GeneratedValidators {
  /** The modules below `validators/`, by path from `packages/schema/src`. */
  readonly files: Files;
  /** The types of the second format of push messages, if there is one. */
  readonly pushTypes: PushTypes | undefined;
}

/** Returns the validators, and the types of push messages that the bundle does not have. */
export function generateValidators(
  bundle: JsonObject,
  names: GenericNames,
  { bundleFile, runtime, ...pushes }: ValidatorInput,
): GeneratedValidators {
  const compiled = compileDocuments({ bundle: { file: bundleFile, value: bundle }, ...pushes });
  const inFolder = (files: Files, folder: string): [string, string][] =>
    [...files].map(([file, code]) => [`${folder}/${file}`, code]);
  return {
    files: new Map([
      ...inFolder(emitCompiled(compiled), "validators"),
      ...inFolder(runtime, "validators/runtime"),
    ]),
    pushTypes: compiled.pushV2 && pushTypes(compiled.pushV2, compiled, extractEnumSchemas(bundle, names)),
  };
}

/** The types of the bundle are found by their checks: those of components, and those of enumerations inside them. */
function pushTypes(
  pushV2: PushV2,
  { components, table }: CompiledDocuments,
  { bundle, names }: ReturnType<typeof extractEnumSchemas>,
): PushTypes {
  const compile = checkCompiler(bundle, table);
  const enums = names.map((name) => {
    const pointer = `/components/schemas/${name}`;
    return { name, check: compile({ $ref: `#${pointer}` }, { file: "", pointer }) };
  });
  const typesOf = new Map<Check, string>();
  for (const { name, check } of [...components, ...enums])
    if ((check.kind === "enum" || check.kind === "object") && !typesOf.has(check)) typesOf.set(check, name);
  return emitPushTypes(
    pushV2,
    typesOf,
    new Set(Object.keys(objectAt(objectAt(bundle, "components"), "schemas"))),
  );
}
