import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isRelevant, workflowProblems } from "./workflow-problems.ts";

const hash = "3d3c42e5aac5ba805825da76410c181273ba90b1";
const checkout = `actions/checkout@${hash} # v7.0.1`;

function workflow({
  head = "permissions: {}",
  job = "permissions: {}",
  steps = "",
}: Partial<Record<"head" | "job" | "steps", string>>): string {
  return `on: push\n${head}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    ${job}\n    steps:\n      - run: echo a\n${steps}`;
}

test.each([
  [
    "an action by tag",
    { steps: "      - uses: actions/setup-node@v7 # v7.0.0" },
    ['9: "actions/setup-node@v7" must be pinned by a full commit hash'],
  ],
  [
    "an action without a version comment",
    { steps: `      - uses: actions/setup-node@${hash}` },
    [`9: "actions/setup-node@${hash}" must have its version in a comment, as in "# v1.2.3"`],
  ],
  [
    "a checkout that keeps its credentials",
    { steps: `      - uses: ${checkout}` },
    [' job "a": its checkout must set persist-credentials to false'],
  ],
  [
    "a range of pnpm",
    { steps: "      - run: npx --yes pnpm@12 test" },
    ['9: "pnpm@12" must be an exact version'],
  ],
  [
    "no permissions for the whole workflow",
    { head: "env: {}" },
    ['1: "permissions" must be set for the whole workflow, as a list of permissions'],
  ],
  [
    "a job with id-token that checks out the repository",
    {
      job: "permissions: { id-token: write }",
      steps: `      - uses: ${checkout}\n        with: { persist-credentials: false }`,
    },
    [' job "a": with id-token: write, it may only set up Node, download an artifact and deploy pages'],
  ],
  [
    "a job with id-token that installs",
    { job: "permissions: { id-token: write }", steps: "      - run: npm ci" },
    [' job "a": with id-token: write, it must install nothing and run nothing of the repository'],
  ],
  [
    "a job that inherits id-token",
    { head: "permissions: { id-token: write }", job: "env: {}", steps: "      - run: npx something" },
    [' job "a": with id-token: write, it must install nothing and run nothing of the repository'],
  ],
])("reports %s", (_name, parts, want) => {
  expect(workflowProblems(workflow(parts))).toEqual(want);
});

test("accepts a pinned action, an exact pnpm, and a publishing job that only downloads and publishes", () => {
  const steps = [
    `      - uses: actions/download-artifact@${hash} # v8.0.1`,
    "      - run: npm publish a.tgz",
  ].join("\n");
  expect(workflowProblems(workflow({ job: "permissions: { id-token: write }", steps }))).toEqual([]);
  expect(workflowProblems(workflow({ steps: "      - run: npx --yes pnpm@12.21.0 test" }))).toEqual([]);
});

test("accepts only the runners that actionlint does not have", () => {
  const finding = (label: string) => ({ kind: "runner-label", message: `label "${label}" is unknown.` });
  expect(isRelevant(finding("ubuntu-24.04"))).toBe(false);
  expect(isRelevant(finding("ubuntu-42.04"))).toBe(true);
});

test("uses the pnpm of package.json in every workflow", () => {
  const root = join(import.meta.dirname, "../..");
  const { packageManager }: { packageManager: string } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  const used = globSync(join(root, ".github/workflows/*.yml")).flatMap(
    (file) => readFileSync(file, "utf8").match(/\bpnpm@\S+/g) ?? [],
  );
  expect(new Set(used)).toEqual(new Set([packageManager]));
});
