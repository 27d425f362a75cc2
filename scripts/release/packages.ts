// The packages that are published, and their tarballs as npm would receive them.
import { execFileSync, spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, unknown>>;
}

export interface Package {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** A packed package; `read` gives the text of one of its files. */
export interface Tarball {
  readonly manifest: Manifest;
  readonly path: string;
  readonly entries: readonly string[];
  /** Of the entries, in bytes, in the same order. */
  readonly sizes: readonly number[];
  read(entry: string): string;
}

export function publishablePackages(root: string): readonly Package[] {
  return globSync("packages/*/package.json", { cwd: root })
    .sort()
    .map((file) => ({
      folder: join(root, dirname(file)),
      manifest: JSON.parse(readFileSync(join(root, file), "utf8")) as Manifest,
    }))
    .filter(({ manifest }) => !manifest.private);
}

/** The version of a dependency that the workspace itself works with. */
export function workspaceVersion(root: string, name: string): string {
  const [file] = globSync(
    [`packages/*/node_modules/${name}/package.json`, `node_modules/${name}/package.json`],
    {
      cwd: root,
    },
  );
  if (file === undefined) throw new Error(`${name}: no package of the workspace depends on it`);
  const manifest: Manifest = JSON.parse(readFileSync(join(root, file), "utf8"));
  return manifest.version;
}

export function pack({ folder, manifest }: Package, destination: string): Tarball {
  execFileSync("pnpm", ["pack", "--pack-destination", destination], { cwd: folder, stdio: "ignore" });
  const file = `${manifest.name.replace("@", "").replace("/", "-")}-${manifest.version}.tgz`;
  const path = join(destination, file);
  const tar = (...args: string[]): string =>
    execFileSync("tar", args, { encoding: "utf8", maxBuffer: 1 << 28 });
  return {
    manifest,
    path,
    entries: tar("-tzf", path).trim().split("\n"),
    sizes: tar("-tvzf", path).trim().split("\n").map(sizeInListing),
    read: (entry) => tar("-xzOf", path, entry),
  };
}

/** What a tool from node_modules/.bin finds wrong with a file. */
export function complaintsOf(tool: string, args: readonly string[]): readonly string[] {
  const { status, stdout, stderr } = spawnSync("pnpm", ["exec", tool, ...args], { encoding: "utf8" });
  return status === 0 ? [] : [`${tool} says\n${stdout}${stderr}`];
}

/** The size in a line such as `-rw-r--r-- 0/0  1067 1985-10-26 08:15 package/LICENSE` (GNU tar; BSD tar has more columns). */
function sizeInListing(line: string): number {
  const [, size] = /\s(\d+)\s+(?:\d{4}-\d{2}-\d{2}|[A-Z][a-z]{2}\s)/.exec(line) ?? [];
  if (size === undefined) throw new Error(`tar listed a file without a size: ${line}`);
  return Number(size);
}
