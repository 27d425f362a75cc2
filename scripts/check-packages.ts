// Packs every publishable package as npm would receive it and looks at the tarball: publint, are-the-types-wrong,
// licence and README present, no tests, all that is not TypeScript copied, every source map's sources inside, no type of a
// frozen dependency made public.
import { execFileSync, spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";

interface Manifest {
  name: string;
  version: string;
  private?: boolean;
}

const scratch = mkdtempSync(join(tmpdir(), "hm-pack-"));
const problems: string[] = [];
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

// What an earlier build left behind must not be packed.
for (const folder of globSync("packages/*/dist")) rmSync(folder, { recursive: true });
execFileSync("pnpm", ["build"], { stdio: ["ignore", "ignore", "inherit"] });

for (const file of globSync("packages/*/package.json").sort()) {
  const manifest: Manifest = JSON.parse(readFileSync(file, "utf8"));
  if (manifest.private) continue;
  const before = problems.length;
  const tarball = pack(dirname(file), manifest);
  const entries = execFileSync("tar", ["-tzf", tarball], { encoding: "utf8" }).trim().split("\n");
  for (const needed of ["package/LICENSE", "package/README.md", "package/package.json"])
    if (!entries.includes(needed)) problems.push(`${manifest.name}: ${needed} is missing`);
  for (const entry of entries.filter((name) => /\.test\.|\/test\//.test(name)))
    problems.push(`${manifest.name}: ships the test file ${entry}`);
  // What the compiler does not build (pages, styles) has to be copied by the build.
  for (const entry of entries.filter((name) => /^package\/src\/.*(?<!\.ts)$/.test(name)))
    if (!entries.includes(entry.replace("/src/", "/dist/")))
      problems.push(`${manifest.name}: ${entry} is not in dist`);
  checkSourceMaps(manifest.name, tarball, entries);
  checkDeclarations(manifest.name, tarball, entries);
  run(manifest.name, "publint", ["run", tarball, "--strict"]);
  run(manifest.name, "attw", [tarball, "--profile", "esm-only"]);
  console.log(`${problems.length === before ? "ok  " : "FAIL"} ${manifest.name} (${entries.length} files)`);
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

function pack(folder: string, manifest: Manifest): string {
  execFileSync("pnpm", ["pack", "--pack-destination", scratch], { cwd: folder, stdio: "ignore" });
  const name = `${manifest.name.replace("@", "").replace("/", "-")}-${manifest.version}.tgz`;
  return join(scratch, name);
}

function run(name: string, tool: string, args: string[]): void {
  const { status, stdout, stderr } = spawnSync("pnpm", ["exec", tool, ...args], { encoding: "utf8" });
  if (status !== 0) problems.push(`${name}: ${tool} says\n${stdout}${stderr}`);
}

function checkSourceMaps(name: string, tarball: string, entries: string[]): void {
  for (const entry of entries.filter((path) => path.endsWith(".map"))) {
    const map: { sources: string[] } = JSON.parse(
      execFileSync("tar", ["-xzOf", tarball, entry], { encoding: "utf8", maxBuffer: 1 << 28 }),
    );
    for (const source of map.sources)
      if (!entries.includes(posix.join(posix.dirname(entry), source)))
        problems.push(`${name}: ${entry} points to ${source}, which is not in the package`);
  }
}

/** docs/decisions/0001: replacing these must not change a public type. */
function checkDeclarations(name: string, tarball: string, entries: string[]): void {
  for (const entry of entries.filter((path) => path.endsWith(".d.ts"))) {
    const text = execFileSync("tar", ["-xzOf", tarball, entry], { encoding: "utf8", maxBuffer: 1 << 28 });
    const [, frozen] = /from "(openapi-fetch|openapi-typescript)/.exec(text) ?? [];
    if (frozen) problems.push(`${name}: ${entry} makes a type of ${frozen} public`);
  }
}
