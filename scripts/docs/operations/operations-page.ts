import type { OperationReference } from "../../../packages/codegen/src/reference/reference.ts";
import type { ErrorCode } from "../error-codes.ts";
import { escapeText, markdownTable } from "../markdown-table.ts";
import { curlExample, setupLines, tokenLines, typescriptExample } from "./example-code.ts";
import type { OperationExample } from "./operation-examples.ts";
import { codesOfStatus } from "./status-codes.ts";
import { type ValueRow, valueRows } from "./value-rows.ts";

export interface OperationsPageOptions {
  readonly operations: readonly OperationReference[];
  /** By the id of the operation. */
  readonly examples: Readonly<Record<string, OperationExample>>;
  /** The codes of an `ApiError`, with the statuses in their meaning. */
  readonly codes: readonly ErrorCode[];
}

/**
 * Returns the page of all operations, by their tags.
 *
 * @throws {Error} if an operation has no example.
 */
export function operationsPage(options: OperationsPageOptions): string {
  const tags = [...new Set(options.operations.map(({ tag }) => tag))];
  const sections = tags.flatMap((tag) => [
    `## ${tag}`,
    ...options.operations
      .filter((operation) => operation.tag === tag)
      .flatMap((operation) => operationSection(operation, options)),
  ]);
  return `${[introduction, rateLimits(options.operations), ...sections].join("\n\n")}\n`;
}

const introduction = `# Operations

Each operation is a method of the client, by its name. Its types are exported by [schema](/api/schema/src).

## Before the examples

The examples of TypeScript, curl and \`hm\` read the same variables. Without an account, start the emulator in a terminal of its own:

\`\`\`sh
npx @high-mobility-ts/emulator --client-secret try-it
\`\`\`

Then set the variables in another terminal. For the platform, set \`HM_BASE_URL\` to \`https://sandbox.api.high-mobility.com\` or
\`https://api.high-mobility.com\`, and use your own credentials.

\`\`\`sh
${setupLines}
\`\`\`

\`hm\` and the client get tokens by themselves. For curl, get one every five minutes:

\`\`\`sh
${tokenLines}
\`\`\`

The vehicle of the examples is cleared by the example of [createClearances](#createclearances), after two seconds on the emulator.

## Errors of every operation

The code in the tables is that of the \`ApiError\` that \`unwrap\` throws. Without a response, \`unwrap\` throws an error with the code
\`aborted\`, \`authentication\`, \`network\`, \`timeout\` or \`unexpected-response\`. The page of [error codes](/reference/errors) has the cause
of each, and the guide [Handle errors](/guide/errors) says how to react.`;

function rateLimits(operations: readonly OperationReference[]): string {
  const limited = operations.flatMap(({ id, rateLimit }) =>
    rateLimit
      ? [
          `- [${id}](#${id.toLowerCase()}): at most ${rateLimit.calls} calls in ${rateLimit.periodSeconds} s by one application`,
        ]
      : [],
  );
  return `## Rate limits

The client waits before it would exceed a documented rate limit. A call that the platform rejects with 429 is sent again, after the time
that the response names. The specification documents these rate limits:

${limited.join("\n")}`;
}

function operationSection(operation: OperationReference, options: OperationsPageOptions): readonly string[] {
  const { id, title, description, responses } = operation;
  const example = options.examples[id];
  if (!example)
    throw new Error(`${id} has no example. Add one to scripts/docs/operations/operation-examples.ts.`);
  return [
    `### ${id}`,
    escapeText(`${title}. ${description}`.trim()),
    factsOf(operation, example),
    ...markdownTable(
      ["parameter", "in", "type and bounds", "meaning"],
      rowsOf(operation).map(({ place, ...row }) => [
        nameCell(row),
        place,
        typeCell(row),
        escapeText(row.description),
      ]),
    ),
    ...markdownTable(
      ["status", "code", "body", "meaning"],
      responses.map(({ status, typeName, description: meaning }) => [
        String(status),
        codesOfStatus(status, id, options.codes).map(codeLink).join(", "),
        typeName === null ? "" : `\`${typeName}\``,
        escapeText(meaning),
      ]),
    ),
    examplesOf(operation, example),
  ];
}

function factsOf(
  { method, path, scopes, rateLimit, ...operation }: OperationReference,
  example: OperationExample,
): string {
  return [
    `- Request: \`${method} ${path}\`${operation.deprecated ? ", **deprecated**" : ""}`,
    `- Scope: ${scopes.length > 0 ? scopes.map((scope) => `\`${scope}\``).join(" ") : "none."} ${tokenText[example.token]}`.trim(),
    `- Rate limit: ${rateLimit ? `at most ${rateLimit.calls} calls in ${rateLimit.periodSeconds} s by one application, which the client respects` : "no limit is documented"}.`,
    `- Retries: ${operation.idempotent ? "the client repeats a request that failed" : "the client repeats a request only if it was certainly not processed"}.`,
  ].join("\n");
}

const tokenText: Readonly<Record<OperationExample["token"], string>> = {
  application: "",
  vehicle:
    "The request carries the token of one vehicle, from [a driver's consent](/guide/consent) or from [createVehicleAccessToken](#createvehicleaccesstoken); in the examples it is `HM_VEHICLE_TOKEN`.",
  none: "The request carries no token.",
};

function rowsOf({
  parameters,
  body,
}: OperationReference): readonly (ValueRow & { readonly place: string })[] {
  return [
    ...parameters.flatMap((parameter) =>
      valueRows(parameter).map((row) => ({ ...row, place: parameter.in })),
    ),
    ...(body?.value.members ?? []).flatMap((member) =>
      valueRows(member).map((row) => ({ ...row, place: "body" })),
    ),
  ];
}

function nameCell({ name, required }: ValueRow): string {
  return `\`${name}\`${required ? "" : " (optional)"}`;
}

function typeCell({ type, bounds }: ValueRow): string {
  return `\`${type}\`${bounds && `, ${escapeText(bounds)}`}`;
}

function codeLink(code: string): string {
  return `[\`${code}\`](/reference/errors#${code})`;
}

function examplesOf(operation: OperationReference, example: OperationExample): string {
  const { command } = example;
  const hasCommand = "lines" in command;
  return [
    "::: code-group",
    codeBlock("ts", "TypeScript", typescriptExample(operation, example)),
    codeBlock("sh", "curl", curlExample(operation, example)),
    ...(hasCommand ? [codeBlock("sh", "hm", command.lines)] : []),
    ":::",
    ...(hasCommand ? [] : [`\n\`hm\` has no command for this operation. ${command.nearest}`]),
  ].join("\n");
}

function codeBlock(language: string, label: string, code: string): string {
  return `\`\`\`${language} [${label}]\n${code}\n\`\`\``;
}
