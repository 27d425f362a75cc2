/** An operation in the output of `codegen reference`. */
export interface ReferenceOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly tag: string;
  readonly scopes: readonly string[];
  readonly deprecated: boolean;
  readonly rateLimit: { readonly calls: number; readonly periodSeconds: number } | null;
  readonly title: string;
  readonly description: string | null;
  readonly parameters: readonly Parameter[];
  readonly body: { readonly value: { readonly members: readonly Parameter[] } } | null;
  readonly responses: readonly { readonly status: number; readonly description: string }[];
}

interface Parameter {
  readonly name: string;
  readonly description: string | null;
  readonly required: boolean;
}

/** Returns the page of all operations, by their tags. */
export function operationsPage(operations: readonly ReferenceOperation[]): string {
  const tags = [...new Set(operations.map(({ tag }) => tag))];
  const sections = tags.map((tag) => {
    const own = operations.filter((operation) => operation.tag === tag);
    return [`## ${tag}`, ...own.map(operationSection)].join("\n\n");
  });
  return `${["# Operations", "Each operation is a method of the client, by its name.", ...sections].join("\n\n")}\n`;
}

function operationSection(operation: ReferenceOperation): string {
  const { id, method, path, title, description, scopes, rateLimit, deprecated } = operation;
  const facts = [
    `\`${method} ${path}\``,
    scopes.length > 0 ? `scope \`${scopes.join(" ")}\`` : "no scope",
    rateLimit && `at most ${rateLimit.calls} calls in ${rateLimit.periodSeconds} s`,
    deprecated && "**deprecated**",
  ];
  const parameters = [...operation.parameters, ...(operation.body?.value.members ?? [])];
  return [
    `### ${id}`,
    `${title}. ${description ?? ""}`.trim(),
    facts.filter(Boolean).join(", "),
    ...exampleOf(id, parameters),
    ...table(
      ["parameter", "meaning"],
      parameters.map(({ name, description: meaning, required }) => [
        `\`${name}\`${required ? "" : " (optional)"}`,
        meaning ?? "",
      ]),
    ),
    ...table(
      ["status", "meaning"],
      operation.responses.map(({ status, description: meaning }) => [String(status), meaning]),
    ),
  ].join("\n\n");
}

function exampleOf(id: string, parameters: readonly Parameter[]): string[] {
  const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name);
  const input = required.length > 0 ? `{ ${required.join(", ")} }` : "";
  return [`\`\`\`ts\nconst { data, error } = await hm.${id}(${input});\n\`\`\``];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.map(escaped).join(" | ")} |`;
  return [[line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n")];
}

/** Angle brackets would be read as HTML, and braces as an expression of Vue. */
function escaped(text: string): string {
  return text
    .replaceAll("|", "\\|")
    .replaceAll("<", "&lt;")
    .replaceAll("{{", "&#123;&#123;")
    .replaceAll("\n", " ");
}
