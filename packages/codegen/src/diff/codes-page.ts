import { bodyCodes } from "./codes/body-codes.ts";
import { type ChangeCode, changeCodes } from "./codes/change-codes.ts";
import type { ChangeRule, Rating } from "./codes/change-rule.ts";
import { operationCodes } from "./codes/operation-codes.ts";
import { propertyCodes } from "./codes/property-codes.ts";
import { valueCodes } from "./codes/value-codes.ts";
import { objectKeywords } from "./operations/object-keywords.ts";
import { type KeywordRule, schemaKeywords } from "./schemas/keywords.ts";

/** Returns `docs/spec-changes.md`: the policy, every code with its levels and reasons, and every keyword. */
export function codesPage(): string {
  const parts = [
    "<!-- Made by `pnpm generate` from packages/codegen/src/diff. Do not edit. -->",
    policy,
    survival(),
    section("Operations", operationCodes),
    section("Bodies, statuses and headers", bodyCodes),
    section("Objects", propertyCodes),
    section("Values", valueCodes),
    keywords(),
  ];
  return `${parts.join("\n\n")}\n`;
}

const policy = `# What a change of the specification means for a release

\`codegen diff <old> <new>\` compares two specifications by meaning and assigns a level to each change. The level is about callers of the typed client: code that stops compiling, and code that compiles but behaves differently.

- Descriptions, order, renamed components, and the same schema written in another way are not changes.
- A response may contain more (an enum value, a property, a status, a body): **minor**. Otherwise an API could not grow.
- A response contains less, or something else: **major**.
- A request may contain more: **minor**. It must contain more, or may contain less: **major**.
- A change that the compiler cannot see and that needs no reaction: **patch**.
- An operation that moved to another path is one change; its requests and responses are compared as usual. Operations are
  paired by \`operationId\`, then by method and path, then by what is alike.
- Security requirements are alternatives: a further one breaks no caller, a removed one does.
- A change of a schema is one change, with the places at which it is used.
- A keyword that cannot be compared is an error with its name and place. Two different references that resolve to nothing are
  not equal.

The levels are tested against the TypeScript compiler: over random specifications and changes, the types generated from
the old and the new one are checked against each other, requests from old to new, responses from new to old. A break that
the compiler sees is major, or one of the widenings below; a patch leaves the types as they were. The second judge is the
other way round: where the types stay identical and nothing else changed that callers rely on, no change is major.`;

function survival(): string {
  const widenings = Object.entries(changeCodes).filter(([, rule]) => rule.response?.widening === true);
  return `## Code that survives a widening

These are minor although strict code can notice them: ${widenings.map(([code]) => `\`${code}\``).join(", ")}, all in
responses. Code that handles unknown values continues to compile and work:

\`\`\`ts
switch (clearance.status) {
  case "approved":
    return start(clearance);
  case "rejected":
    return explain(clearance);
  default:
    return later(clearance); // pending, and every future status
}

if (result.ok) use(result.data);
else report(result.status, result.error); // every status, the documented and the others

const { vin, brand } = vehicle; // reads known members; new members have no effect
\`\`\`

A \`never\` check in the \`default\` branch is the opposite: it stops compiling at each new value. Use it if a new value must not go unnoticed.`;
}

function section(title: string, codes: Readonly<Partial<Record<ChangeCode, ChangeRule>>>): string {
  const rows = Object.entries(codes).map(
    ([code, { meaning, request, response }]) =>
      `| \`${code}\` | ${meaning} | ${cell(request)} | ${cell(response)} |`,
  );
  return [
    `## ${title}`,
    "",
    "| code | what happened | in a request | in a response |",
    "| --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function cell(rating: Rating | null): string {
  return rating === null ? "—" : `**${rating.level}**: ${rating.reason}`;
}

function keywords(): string {
  const objects = Object.entries(objectKeywords).map(([kind, treatments]) => {
    const named = (treatment: string): string =>
      list(Object.entries(treatments).flatMap(([name, own]) => (own === treatment ? [name] : [])));
    return `| ${kind} | ${named("compared")} | ${named("no meaning")} | ${named("rejected")} |`;
  });
  const rules = Object.entries<KeywordRule>(schemaKeywords);
  const compared = rules.flatMap(([name, { treatment }]) => (treatment === "compared" ? [name] : []));
  const others = rules.flatMap(([name, rule]) =>
    rule.treatment === "compared" ? [] : [`| \`${name}\` | ${rule.treatment} | ${rule.reason} |`],
  );
  return `## Keywords

Every keyword of OpenAPI 3.0, OpenAPI 3.1 and JSON Schema 2020-12 is compared, has no meaning for callers, or is an error; an unknown keyword is an error, too. Extensions (\`x-…\`) have no meaning, apart from \`x-idempotent\` and
\`x-rate-limit\` of an operation.

| object | compared | no meaning | rejected |
| --- | --- | --- | --- |
${objects.join("\n")}

In schemas, these are compared: ${list(compared)}. In OpenAPI 3.0, \`nullable\` and the flags \`exclusiveMinimum\` and
\`exclusiveMaximum\` are compared as what 3.1 has in their place.

| keyword of a schema | treatment | reason |
| --- | --- | --- |
${others.join("\n")}`;
}

function list(names: readonly string[]): string {
  return names.length === 0 ? "—" : names.map((name) => `\`${name}\``).join(", ");
}
