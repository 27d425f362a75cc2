import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { failedTests } from "../failed-tests.ts";
import { pnpmStart } from "../pnpm.ts";

/**
 * Runs all tests of the checkout, whose output goes to standard error. SIGINT and SIGTERM end them at once.
 * @param reportFile where Vitest writes its report
 * @returns a line for each failed test, or for the reason why the tests did not end
 */
export async function runTests(reportFile: string): Promise<readonly string[]> {
  const [program, ...first] = pnpmStart(process.env["npm_execpath"]);
  const args = [...first, "test", "--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`];
  // The process group is separate, so that the test runner's own processes end with it.
  const child = spawn(program, args, { stdio: ["ignore", 2, 2], detached: process.platform !== "win32" });
  let interruption: NodeJS.Signals | undefined;
  const interrupt = (signal: NodeJS.Signals): void => {
    interruption = signal;
    if (child.pid !== undefined)
      process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  const status = await new Promise<number | null>((resolve) => {
    child.once("error", () => resolve(null));
    child.once("exit", resolve);
  });
  process.off("SIGINT", interrupt);
  process.off("SIGTERM", interrupt);
  if (interruption !== undefined) return [`- the tests were interrupted by ${interruption}`];
  if (status === 0) return [];
  const names = readFailures(reportFile);
  return names.length > 0 ? names : ["- the tests did not run"];
}

function readFailures(reportFile: string): readonly string[] {
  try {
    return failedTests(JSON.parse(readFileSync(reportFile, "utf8")));
  } catch (error) {
    return [`- the tests left no report: ${error instanceof Error ? error.message : "unknown reason"}`];
  }
}
