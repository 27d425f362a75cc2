import { CodegenError } from "../../source/codegen-error.ts";
import { jsonText } from "../../source/escape.ts";
import type { Files } from "../../source/files.ts";

/**
 * Returns generated modules by path.
 * @throws {CodegenError} A path cannot be the path of a module (it may come from a name in a document), or
 *   two modules have the same path.
 */
export function generatedFiles(entries: readonly (readonly [path: string, code: string])[]): Files {
  const files = new Map<string, string>();
  for (const [path, code] of entries) {
    if (!/^(?:\w[\w-]*\/)*\w[\w-]*\.ts$/.test(path))
      throw new CodegenError(
        `a generated file must be called by letters, digits, - and _, got ${jsonText(path)}`,
      );
    if (files.has(path)) throw new CodegenError(`two generated files would be called ${path}`);
    files.set(path, code);
  }
  return files;
}
