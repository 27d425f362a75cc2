// Runs every gate, and prints the time of each and the output of failed ones.
import { spawnSync } from "node:child_process";

const gates: [name: string, command: string][] = [
  ["lint", "pnpm lint"],
  ["types", "pnpm typecheck"],
  ["boundaries", "pnpm check:boundaries"],
  ["dialect", "pnpm check:dialect"],
  ["unused", "pnpm check:unused"],
  ["documented", "pnpm check:documented"],
  ["terms", "pnpm check:terms"],
  ["workflows", "pnpm check:workflows"],
  ["drift", "pnpm check:drift"],
  ["tests", "pnpm test"],
  ["packages", "pnpm check:packages"],
  ["budgets", "pnpm check:budgets"],
];

const failed: string[] = [];
const started = performance.now();
for (const [name, command] of gates) {
  const from = performance.now();
  const { status, stdout, stderr } = spawnSync(command, {
    shell: true,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const seconds = ((performance.now() - from) / 1000).toFixed(1).padStart(6);
  console.log(`${status === 0 ? "ok  " : "FAIL"} ${name.padEnd(12)}${seconds} s   ${command}`);
  if (status === 0) continue;
  failed.push(name);
  console.log(`${stdout}${stderr}`.trimEnd().replace(/^/gm, "     | "));
}
console.log(`\n${((performance.now() - started) / 1000).toFixed(1)} s`);
if (failed.length > 0) console.error(`Not done: ${failed.join(", ")}.`);
process.exitCode = failed.length > 0 ? 1 : 0;
