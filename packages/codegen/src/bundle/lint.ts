import { CodegenError } from "../source/codegen-error.ts";
import { parseYaml, placeIn } from "../source/yaml.ts";

/**
 * What Redocly's recommended rules say about an OpenAPI document, warnings included.
 * @throws {CodegenError} the first problem, with the number of the others.
 */
export async function lintBundle(file: string, text: string): Promise<void> {
  // Slow to load, and only this needs it.
  const { createConfig, lintFromString } = await import("@redocly/openapi-core");
  const config = await createConfig({
    extends: ["recommended"],
    rules: {
      // The project has no licence to give for somebody else's API.
      "info-license": "off",
      // The official paths are what they are.
      "no-ambiguous-paths": "off",
      // One deprecated official operation documents no client error.
      "operation-4xx-response": "off",
      // Some official schemas are not referred to, yet people may want their types.
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
  const [first, ...others] = problems;
  if (!first) return;
  const pointer = first.location[0]?.pointer?.replace(/^#/, "") ?? "";
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  throw new CodegenError(
    `lint ${first.ruleId}: ${first.message}${more}`,
    placeIn(parseYaml(file, text), pointer),
  );
}
