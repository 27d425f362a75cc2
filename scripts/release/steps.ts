// Runs other programs, and prints their output only if one fails.
import { spawnSync } from "node:child_process";
import { pnpmStart } from "../pnpm.ts";

export function step(name: string): void {
  console.log(`\n${name}`);
}

/** What the program writes to standard output. The script ends with exit code 1 when it fails. */
export function run(cwd: string, program: string, ...args: string[]): string {
  const [first, ...others] = program === "pnpm" ? pnpmStart(process.env["npm_execpath"]) : [program];
  const { status, stdout, stderr, error } = spawnSync(first, [...others, ...args], {
    cwd,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status === 0) return stdout;
  return fail(`${program} ${args.slice(0, 3).join(" ")} failed\n${stdout}${stderr}${error?.message ?? ""}`);
}

export function fail(reason: string): never {
  console.error(reason);
  process.exit(1);
}
