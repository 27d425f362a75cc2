import { CodegenError, CodegenErrors } from "../source/codegen-error.ts";
import { parseYaml, placeIn } from "../source/yaml.ts";

export interface LintProblem {
  readonly rule: string;
  readonly message: string;
  /** JSON pointer (RFC 6901). */
  readonly pointer: string;
  readonly line: number | undefined;
}

/**
 * Returns the problems of Redocly's recommended rules for an OpenAPI document, including warnings.
 * @throws {CodegenError} The linter cannot read the document.
 */
export async function lintProblems(file: string, text: string): Promise<readonly LintProblem[]> {
  // The linter is loaded here, because it is slow and only needed here.
  const { createConfig, lintFromString } = await import("@redocly/openapi-core");
  const config = await createConfig({
    extends: ["recommended"],
    rules: {
      // This project cannot license the API of another company.
      "info-license": "off",
      // The official paths cannot be changed.
      "no-ambiguous-paths": "off",
      // One deprecated official operation documents no client error.
      "operation-4xx-response": "off",
      // Some official schemas have no references, but their types may be useful.
      "no-unused-components": "off",
      "operation-operationId": "error",
      "operation-tag-defined": "error",
    },
  });
  const problems = await lintFromString({ source: text, absoluteRef: `/${file}`, config }).catch(
    (cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : "unknown reason";
      throw new CodegenError(`cannot be linted (${reason})`, { file }, { cause });
    },
  );
  if (problems.length === 0) return [];
  const parsed = parseYaml(file, text);
  return problems.map(({ ruleId, message, location }) => {
    const pointer = location[0]?.pointer?.replace(/^#/, "") ?? "";
    return { rule: ruleId, message, pointer, line: placeIn(parsed, pointer).line };
  });
}

/**
 * Lints an OpenAPI document.
 * @throws {CodegenErrors} All problems of the document.
 */
export async function lintBundle(file: string, text: string): Promise<void> {
  const problems = await lintProblems(file, text);
  const errors = problems.map(
    ({ rule, message, pointer, line }) =>
      new CodegenError(`lint ${rule}: ${message}`, { file, line, pointer }),
  );
  const [first, ...others] = errors;
  if (first) throw new CodegenErrors([first, ...others]);
}
