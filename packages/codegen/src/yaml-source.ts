import { isNode, LineCounter, parseDocument, stringify, YAMLError } from "yaml";
import { CodegenError } from "./codegen-error.ts";
import { isObject, type JsonObject, type JsonValue, pointerKeys } from "./json.ts";

/** A parsed file that still knows on which line each value stands. */
export interface Source {
  /** The name used in messages. */
  readonly file: string;
  readonly value: JsonObject;
  lineOf(pointer: string): number | undefined;
}

/**
 * Reads YAML 1.2 or JSON.
 * @throws {CodegenError} malformed text, a duplicate key, or anything but a mapping at the top.
 */
export function parseSource(file: string, text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) throw new CodegenError(problem.message, { file, line: lineAt(problem.pos[0]) });
  const value = toValue(() => document.toJS(), file);
  if (!isObject(value))
    throw new CodegenError("expected a mapping at the top of the file", { file, line: 1 });
  return {
    file,
    value,
    lineOf(pointer) {
      const node = document.getIn(pointerKeys(pointer), true);
      return isNode(node) && node.range ? lineAt(node.range[0]) : undefined;
    },
  };
}

function toValue(read: () => JsonValue, file: string): JsonValue {
  try {
    return read();
  } catch (cause) {
    const reason = cause instanceof YAMLError || cause instanceof Error ? cause.message : "unreadable value";
    throw new CodegenError(reason, { file }, { cause });
  }
}

/** YAML that does not depend on line width or shared objects; `header` becomes comment lines. */
export function formatYaml(value: JsonValue, header: readonly string[]): string {
  const comment = header.map((line) => `# ${line}\n`).join("");
  return comment + stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}
