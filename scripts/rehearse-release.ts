// Does everything that a release does, but publish: in a copy of the checkout it versions, builds, packs and checks, then
// publishes to a registry on this machine, installs from there by name into an empty project and runs the READMEs'
// examples against the emulator. Leaves nothing behind.
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { othersPackages, type Readme, writeProject } from "./release/empty-project.ts";
import { ensureChangeset } from "./release/ensure-changeset.ts";
import { pack, publishablePackages, workspaceVersion } from "./release/packages.ts";
import { startRegistry } from "./release/registry.ts";
import { fail, run, step } from "./release/steps.ts";
import { tarballProblems } from "./release/tarball-problems.ts";

const scratch = mkdtempSync(join(tmpdir(), "hm-rehearsal-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
const copy = join(scratch, "checkout");
const project = join(scratch, "project");
const tarballs = join(scratch, "tarballs");
for (const folder of [copy, project, tarballs, join(scratch, "registry")]) mkdirSync(folder);

step("copy the checkout");
for (const file of run(".", "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard").split(
  "\0",
))
  if (file !== "" && existsSync(file)) cpSync(file, join(copy, file));
run(copy, "git", "init", "--quiet");
const identity = ["-c", "user.name=rehearsal", "-c", "user.email=rehearsal@localhost"];
run(copy, "git", "add", ".");
run(copy, "git", ...identity, "commit", "--quiet", "--message", "Rehearsal");
run(copy, "pnpm", "install", "--frozen-lockfile", "--prefer-offline");

step("version");
const before = publishablePackages(copy).map(({ manifest }) => manifest);
ensureChangeset(copy, before);
run(copy, "pnpm", "exec", "changeset", "version");
const packages = publishablePackages(copy);
for (const { manifest } of packages) {
  const old = before.find(({ name }) => name === manifest.name)?.version;
  console.log(`  ${manifest.name} ${old} -> ${manifest.version}`);
}

step("build, pack, check");
run(copy, "pnpm", "build");
const packed = packages.map((each) => pack(each, tarballs));
for (const tarball of packed) {
  const problems = tarballProblems(tarball);
  if (problems.length > 0) fail(problems.join("\n"));
  console.log(`  ok ${tarball.manifest.name} (${tarball.entries.length} files)`);
}

step("publish to a registry on this machine");
const registry = await startRegistry(
  join(scratch, "registry"),
  run(".", "npm", "config", "get", "registry").trim(),
);
const npm = (cwd: string, ...args: string[]): string =>
  run(cwd, "npm", ...args, "--userconfig", registry.npmrc, "--cache", join(scratch, "cache"));
for (const { path } of packed) npm(scratch, "publish", path, "--provenance=false", "--tag=latest");
console.log(`  ${packed.length} packages at ${registry.url}`);

step("install by name into an empty project");
const readmes: Readme[] = globSync(["README.md", "packages/*/README.md"], { cwd: copy })
  .sort()
  .map((file) => ({ file, text: readFileSync(join(copy, file), "utf8") }));
writeProject(project, readmes);
npm(project, "install", "@high-mobility-ts/client");
const others = othersPackages(readmes).map((name) => `${name}@${workspaceVersion(copy, name)}`);
npm(project, "install", "--save-dev", "@high-mobility-ts/emulator", ...others);
for (const { manifest } of packages) {
  const path = join(project, "node_modules", manifest.name, "package.json");
  if (!existsSync(path)) continue;
  const { version }: { version: string } = JSON.parse(readFileSync(path, "utf8"));
  if (version !== manifest.version)
    fail(`${manifest.name}: ${version} was installed, not ${manifest.version}`);
  console.log(`  ${manifest.name}@${version}`);
}

step("compile and run the READMEs' examples there");
run(copy, "pnpm", "exec", "tsc", "-p", project);
process.stdout.write(run(project, process.execPath, "run.ts").replaceAll(/^/gm, "  ").trimEnd());
registry.stop();
console.log("\nThe release is ready.");
