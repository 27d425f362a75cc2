import type { ChangeCode } from "./change-codes.ts";
import { changeCodes } from "./change-codes.ts";
import type { ChangeRule, Verdict } from "./change-rule.ts";
import { operationCodes } from "./operation-codes.ts";
import { schemaCodes } from "./schema-codes.ts";

/** `docs/spec-changes.md`: the policy in words, and every code with its levels and reasons. */
export function codesPage(): string {
  return [
    "<!-- Made by `pnpm generate` from packages/codegen/src/diff. Do not edit. -->",
    "",
    policy,
    "",
    survival(),
    "",
    "## Operations",
    "",
    table(operationCodes),
    "",
    "## Values",
    "",
    table(schemaCodes),
    "",
  ].join("\n");
}

const policy = `# What a change of the specification means for a release

\`codegen diff <old> <new>\` compares two specifications by meaning and gives each change a level. The level is about
callers of the typed client: what stops compiling, and what compiles and means something else.

- Prose, order, renamed components, and one schema written in another way are no change.
- More may come back (an enum value, a property, a status, a body): **minor**. An API could not grow otherwise.
- Less comes back, or something else: **major**.
- A request may say more: **minor**. It has to say more, or may say less: **major**.
- What the compiler cannot see and no caller has to react to: **patch**.

The levels are tested against the TypeScript compiler: over random specifications and changes, the types generated from
the old and the new one are checked against each other, requests from old to new, answers from new to old. A break that
the compiler sees is major, or one of the widenings below; a patch leaves the types as they were.`;

function survival(): string {
  const widenings = Object.entries(changeCodes).filter(([, rule]) => rule.response?.widening === true);
  return `## Code that survives a widening

These are minor although strict code can notice them: ${widenings.map(([code]) => `\`${code}\``).join(", ")}, all in
responses. Code that has a place for what it does not know goes on compiling and working:

\`\`\`ts
switch (clearance.status) {
  case "approved":
    return start(clearance);
  case "rejected":
    return explain(clearance);
  default:
    return later(clearance); // what is pending, and every status to come
}

if (result.ok) use(result.data);
else report(result.status, result.error); // every status, the documented and the others

const { vin, brand } = vehicle; // takes what it knows; a new member is not in the way
\`\`\`

A \`never\` check in the \`default\` branch is the opposite: it stops compiling at each new value. That is the right thing
where a new value must not go unnoticed.`;
}

function table(codes: Readonly<Partial<Record<ChangeCode, ChangeRule>>>): string {
  const rows = Object.entries(codes).map(
    ([code, { meaning, request, response }]) =>
      `| \`${code}\` | ${meaning} | ${cell(request)} | ${cell(response)} |`,
  );
  return [
    "| code | what happened | in a request | in a response |",
    "| --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function cell(verdict: Verdict | null): string {
  return verdict === null ? "—" : `**${verdict.level}**: ${verdict.reason}`;
}
