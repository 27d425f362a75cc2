// Every test, and of those that fail a line each: names and reasons, no stack traces.
import { readFileSync } from "node:fs";
import { runPnpm } from "./pnpm.ts";

export interface TestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

/** Runs all tests of the checkout; `reportFile` is where Vitest writes its report. */
export function runTests(reportFile: string): readonly string[] {
  const args = ["test", "--reporter=json", `--outputFile=${reportFile}`];
  const { status, stderr } = runPnpm(args);
  if (status === 0) return [];
  const names = failedTests(JSON.parse(readFileSync(reportFile, "utf8")));
  return names.length > 0 ? names : [line("the tests did not run", stderr)];
}

export function failedTests({ testResults }: TestReport): readonly string[] {
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === "failed");
    if (failed.length === 0) return message ? [line(name, message)] : [];
    return failed.map(({ fullName, failureMessages }) => line(fullName, failureMessages?.[0] ?? ""));
  });
}

function line(name: string, message: string): string {
  const [reason = ""] = message.trim().split("\n");
  return `- ${name.trim()}${reason === "" ? "" : `: ${reason}`}`;
}
