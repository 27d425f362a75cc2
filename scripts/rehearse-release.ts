// Does everything in a release except publishing: in a copy of the checkout it versions, builds, packs and
// checks, then publishes to a registry on this machine with the step of the Release workflow, installs from
// there by name with npm, pnpm and Yarn into empty projects, and runs the READMEs' examples against the
// emulator. Leaves nothing behind.
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { othersPackages, type Readme, writeProject } from "./release/empty-project.ts";
import { ensureChangeset } from "./release/ensure-changeset.ts";
import { type PackageManager, packageManagers } from "./release/package-managers.ts";
import { publishablePackages, sizeOf, tarballAt, tarballName, workspaceVersion } from "./release/packages.ts";
import { publishScript } from "./release/publish-step.ts";
import { startRegistry } from "./release/registry.ts";
import { fail, run, step } from "./release/steps.ts";
import { tarballProblems } from "./release/tarball-problems.ts";

const scratch = mkdtempSync(join(tmpdir(), "hm-rehearsal-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
const copy = join(scratch, "checkout");
for (const folder of ["checkout", "registry"]) mkdirSync(join(scratch, folder));
const uplink = run(".", "npm", "config", "get", "registry").trim();

copyCheckout();
version();
const packages = publishablePackages(copy);
step("build, pack, check");
run(copy, "pnpm", "build");
const registry = await startRegistry(join(scratch, "registry"), uplink);
// From here on, every program of the rehearsal reads from this registry and can write only to it.
process.env["npm_config_registry"] = registry.url;
process.env["npm_config_userconfig"] = registry.npmrc;
packAndCheck();
publish();
const readmes: Readme[] = globSync(["README.md", "packages/*/README.md"], { cwd: copy })
  .sort()
  .map((file) => ({ file, text: readFileSync(join(copy, file), "utf8") }));
for (const manager of packageManagers(registry, join(scratch, "caches"))) installWith(manager);
runCommandByName();
registry.stop();
console.log("\nThe release is ready.");

function copyCheckout(): void {
  step("copy the checkout");
  const files = run(".", "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard");
  for (const file of files.split("\0")) if (file !== "" && existsSync(file)) cpSync(file, join(copy, file));
  run(copy, "git", "init", "--quiet", "--initial-branch", "main");
  const identity = ["-c", "user.name=rehearsal", "-c", "user.email=rehearsal@localhost"];
  run(copy, "git", "add", ".");
  run(copy, "git", ...identity, "commit", "--quiet", "--message", "Rehearsal");
  run(copy, "pnpm", "install", "--frozen-lockfile", "--prefer-offline");
}

function version(): void {
  step("version");
  const before = publishablePackages(copy).map(({ manifest }) => manifest);
  ensureChangeset(copy, before);
  run(copy, "pnpm", "release:version");
  for (const { manifest } of publishablePackages(copy)) {
    const old = before.find(({ name }) => name === manifest.name)?.version;
    console.log(`  ${manifest.name} ${old} -> ${manifest.version}`);
  }
}

function packAndCheck(): void {
  run(copy, "pnpm", "exec", "changeset", "pack", "--out-dir", join(scratch, "packed"));
  for (const { manifest } of packages) {
    const path = join(scratch, "packed/packages", tarballName(manifest));
    if (!existsSync(path)) fail(`${manifest.name} would not be published: changeset pack left it out`);
    const tarball = tarballAt(path, manifest);
    const problems = tarballProblems(tarball);
    if (problems.length > 0) fail(problems.join("\n"));
    console.log(`  ok ${manifest.name} (${sizeOf(tarball)})`);
  }
}

function publish(): void {
  step("publish to a registry on this machine, with the step of the Release workflow");
  Object.assign(process.env, { DIST_TAG: "", PROVENANCE: "false" });
  const script = publishScript(join(copy, ".github/workflows/release.yml"));
  run(scratch, "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script);
  const again = run(scratch, "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script);
  for (const { manifest } of packages)
    if (!again.includes(`${manifest.name}@${manifest.version} is published already`))
      fail(`${manifest.name}: the step cannot be run again:\n${again}`);
  console.log(`  ${packages.length} packages at ${registry.url}; a second run of the step publishes nothing`);
}

function installWith({ name, add }: PackageManager): void {
  step(`install by name with ${name} into an empty project, compile and run the READMEs' examples there`);
  const project = join(scratch, `project-${name}`);
  mkdirSync(project);
  writeProject(project, readmes);
  const ours = packages.filter(({ manifest }) => manifest.exports).map(({ manifest }) => manifest.name);
  const others = othersPackages(readmes).map((each) => `${each}@${workspaceVersion(copy, each)}`);
  add(project, [...ours, ...others]);
  for (const { manifest } of packages.filter((each) => ours.includes(each.manifest.name))) {
    const installed = join(project, "node_modules", manifest.name, "package.json");
    const { version: got }: { version: string } = JSON.parse(readFileSync(installed, "utf8"));
    if (got !== manifest.version) fail(`${manifest.name}: ${got} was installed, not ${manifest.version}`);
  }
  run(copy, "pnpm", "exec", "tsc", "-p", project);
  const output = run(project, process.execPath, "run.ts");
  process.stdout.write(`${output.replaceAll(/^/gm, "  ").trimEnd()}\n`);
}

/** Uses `hm` like a new user: runs it by name in an empty home folder, without an account. */
function runCommandByName(): void {
  step("npx @high-mobility-ts/cli in an empty home");
  const home = join(scratch, "home");
  mkdirSync(home);
  Object.assign(process.env, { HOME: home, npm_config_cache: join(home, ".npm") });
  const hm = (...args: string[]) => run(home, "npx", "--yes", "@high-mobility-ts/cli", ...args);
  const version = packages.find(({ manifest }) => manifest.name === "@high-mobility-ts/cli")?.manifest
    .version;
  const printed = hm("--version").trim();
  if (printed !== version) fail(`hm --version prints ${printed}, not ${version}`);
  const record = hm(
    ...["data", "2HM00000000000001", "--emulator", "--json"],
    "--property",
    "diagnostics.odometer",
  );
  if (!record.includes('"unit":"kilometers"')) fail(`hm data printed ${record}`);
  console.log(`  hm ${printed}: ${record.trim()}`);
}
