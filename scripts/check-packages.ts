// Packs every publishable package as npm would receive it and looks at the tarball (scripts/release/tarball-problems.ts).
import { execFileSync } from "node:child_process";
import { globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pack, publishablePackages } from "./release/packages.ts";
import { tarballProblems } from "./release/tarball-problems.ts";

const scratch = mkdtempSync(join(tmpdir(), "hm-pack-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

// What an earlier build left behind must not be packed.
for (const folder of globSync("packages/*/dist")) rmSync(folder, { recursive: true });
execFileSync("pnpm", ["build"], { stdio: ["ignore", "ignore", "inherit"] });

for (const each of publishablePackages(".")) {
  const tarball = pack(each, scratch);
  const problems = tarballProblems(tarball);
  for (const problem of problems) console.error(problem);
  console.log(
    `${problems.length === 0 ? "ok  " : "FAIL"} ${each.manifest.name} (${tarball.entries.length} files)`,
  );
  if (problems.length > 0) process.exitCode = 1;
}
