// Packs every publishable package as for npm and checks the tarball (scripts/release/tarball-problems.ts).
import { globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runPnpm } from "./pnpm.ts";
import { pack, publishablePackages, sizeOf } from "./release/packages.ts";
import { tarballProblems } from "./release/tarball-problems.ts";

const scratch = mkdtempSync(join(tmpdir(), "hm-pack-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

// Files of an earlier build must not be packed.
for (const folder of globSync("packages/*/dist")) rmSync(folder, { recursive: true });
const { status, stderr } = runPnpm(["build"]);
if (status !== 0) throw new Error(`pnpm build failed: ${stderr}`);

for (const each of publishablePackages(".")) {
  const tarball = pack(each, scratch);
  const problems = tarballProblems(tarball);
  for (const problem of problems) console.error(problem);
  console.log(`${problems.length === 0 ? "ok  " : "FAIL"} ${each.manifest.name} (${sizeOf(tarball)})`);
  if (problems.length > 0) process.exitCode = 1;
}
