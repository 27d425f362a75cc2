import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readNames } from "../bundle/names.ts";
import { generate } from "../generate/generate.ts";
import { isGenerated } from "../generate/provenance.ts";
import { pushDocuments } from "../generate/push-messages/push-documents.ts";
import { pushV2Document } from "../generate/push-messages/push-v2-document.ts";
import { type EmitTypes, withTypesThread } from "../generate/types/types-thread.ts";
import { CodegenError } from "../source/codegen-error.ts";
import { changeFiles, readFolder } from "../source/disk.ts";
import type { Files } from "../source/files.ts";
import type { JsonObject } from "../source/json.ts";
import {
  bundlePath,
  labelOf,
  readSpecification,
  readSpecificationFile,
  type Specification,
} from "../source/specification.ts";

/** The run-time code of validators is copied as source, which the package contains. */
const runtimeFolder = fileURLToPath(new URL("../../src/generate/validators/runtime", import.meta.url));

/**
 * Generates TypeScript from the bundle of a specification.
 * @param outFolder gets the generated files. Generated files that are no longer needed are removed.
 * @returns a line about the result
 * @throws {CodegenError} Also if a file that was not generated would be overwritten.
 */
export function generateCommand(specFolder: string, outFolder: string): Promise<string> {
  // The thread loads the TypeScript compiler while the specification is read.
  return withTypesThread((emitTypes) => generateInto(outFolder, specFolder, emitTypes));
}

async function generateInto(outFolder: string, specFolder: string, emitTypes: EmitTypes): Promise<string> {
  const spec = readSpecification(specFolder);
  const bundle = readSpecificationFile(spec, bundlePath, "run `codegen bundle` first");
  const files = await generateFrom(spec, bundle.value, emitTypes);
  const old = readGenerated(outFolder, files);
  const write = new Map([...files].filter(([path, code]) => old.get(path) !== code));
  const remove = [...old.keys()].filter((path) => !files.has(path));
  await changeFiles(outFolder, { write, remove });
  return `wrote ${files.size} files into ${outFolder}`;
}

/** Returns the files that were generated before. Other files are neither replaced nor removed. */
function readGenerated(outFolder: string, files: Files): Files {
  const old = existsSync(outFolder)
    ? readFolder(outFolder, (path) => path.endsWith(".ts"))
    : new Map<string, string>();
  for (const path of files.keys()) {
    const text = old.get(path);
    if (text !== undefined && !isGenerated(text))
      throw new CodegenError("was not made by `codegen generate`; choose another folder with --out", {
        file: labelOf({ folder: outFolder }, path),
      });
  }
  return new Map([...old].filter(([, text]) => isGenerated(text)));
}

/** Generates from a bundle that may not be in a file yet. */
export function generateFrom(spec: Specification, bundle: JsonObject, emitTypes: EmitTypes): Promise<Files> {
  return generate(bundle, readNames(readSpecificationFile(spec, "names.yaml")), {
    bundleFile: labelOf(spec, bundlePath),
    pushes: pushDocuments(spec),
    pushV2: pushV2Document(spec, bundle),
    runtime: readFolder(runtimeFolder, (path) => !path.includes(".test.")),
    emitTypes,
  });
}
