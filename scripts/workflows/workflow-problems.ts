// The rules for workflows in addition to actionlint (docs/decisions/0034).
import { parse } from "yaml";

interface WorkflowStep {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface WorkflowJob {
  readonly permissions?: Readonly<Record<string, string>> | string;
  readonly steps?: readonly WorkflowStep[];
}

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>> | string;
  readonly jobs: Readonly<Record<string, WorkflowJob>>;
}

/** Images of GitHub that are missing in the list of actionlint 1.6. */
const newerRunners = ["ubuntu-24.04", "windows-2025"];

/** Returns whether a finding of actionlint is valid, also with the newer runners. */
export function isRelevant({ kind, message }: { readonly kind: string; readonly message: string }): boolean {
  return kind !== "runner-label" || !newerRunners.some((label) => message.startsWith(`label "${label}" `));
}

/** Returns one line per problem, starting with the line number or the job. */
export function workflowProblems(text: string): readonly string[] {
  const workflow: Workflow = parse(text);
  const problems = text
    .split("\n")
    .flatMap((line, index) => lineProblems(line).map((each) => `${index + 1}: ${each}`));
  if (typeof workflow.permissions !== "object")
    problems.push('1: "permissions" must be set for the whole workflow, as a list of permissions');
  for (const [name, job] of Object.entries(workflow.jobs))
    problems.push(...jobProblems(job, workflow).map((problem) => ` job "${name}": ${problem}`));
  return problems;
}

function lineProblems(line: string): readonly string[] {
  const problems: string[] = [];
  const [, action, comment] = /\buses:\s*(\S+)\s*(#.*)?$/.exec(line) ?? [];
  if (action && !action.startsWith("./")) {
    if (!/@[0-9a-f]{40}$/.test(action)) problems.push(`"${action}" must be pinned by a full commit hash`);
    if (!/^# v\d+\.\d+\.\d+$/.test(comment ?? ""))
      problems.push(`"${action}" must have its version in a comment, as in "# v1.2.3"`);
  }
  for (const [command] of line.matchAll(/\bpnpm@\S+/g))
    if (!/^pnpm@\d+\.\d+\.\d+$/.test(command)) problems.push(`"${command}" must be an exact version`);
  return problems;
}

function jobProblems(job: WorkflowJob, workflow: Workflow): readonly string[] {
  const problems: string[] = [];
  const steps = job.steps ?? [];
  for (const { uses, with: inputs } of steps)
    if (uses?.startsWith("actions/checkout@") && inputs?.["persist-credentials"] !== false)
      problems.push("its checkout must set persist-credentials to false");
  if (permissionsOf(job, workflow)["id-token"] !== "write") return problems;
  if (
    steps.some(
      ({ uses }) =>
        uses !== undefined && !/^actions\/(?:setup-node|download-artifact|deploy-pages)@/.test(uses),
    )
  )
    problems.push("with id-token: write, it may only set up Node, download an artifact and deploy pages");
  if (
    steps.some(
      ({ run }) => run !== undefined && /\b(?:npx|pnpm|yarn|bun|npm (?:ci|install|i|exec|run))\b/.test(run),
    )
  )
    problems.push("with id-token: write, it must install nothing and run nothing of the repository");
  return problems;
}

function permissionsOf(job: WorkflowJob, workflow: Workflow): Readonly<Record<string, string>> {
  const permissions = job.permissions ?? workflow.permissions;
  return typeof permissions === "object" ? permissions : { "id-token": "write" };
}
