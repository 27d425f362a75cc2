// The packages that are published, and their tarballs as npm would receive them.
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runPnpm } from "../pnpm.ts";
import { readTar } from "./tar.ts";

export interface PackageManifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, unknown>>;
}

export interface PublishablePackage {
  readonly folder: string;
  readonly manifest: PackageManifest;
}

/** A packed package; `read` returns the text of one of its files. */
export interface Tarball {
  readonly manifest: PackageManifest;
  readonly path: string;
  readonly entries: readonly string[];
  /** The sizes of the entries in bytes, in the same order. */
  readonly sizes: readonly number[];
  read(entry: string): string;
}

export function publishablePackages(root: string): readonly PublishablePackage[] {
  return globSync("packages/*/package.json", { cwd: root })
    .sort()
    .map((file) => ({
      folder: join(root, dirname(file)),
      manifest: JSON.parse(readFileSync(join(root, file), "utf8")) as PackageManifest,
    }))
    .filter(({ manifest }) => !manifest.private);
}

/** Returns the version of a dependency in the workspace. */
export function workspaceVersion(root: string, name: string): string {
  const [file] = globSync(
    [`packages/*/node_modules/${name}/package.json`, `node_modules/${name}/package.json`],
    {
      cwd: root,
    },
  );
  if (file === undefined) throw new Error(`${name}: no package of the workspace depends on it`);
  const manifest: PackageManifest = JSON.parse(readFileSync(join(root, file), "utf8"));
  return manifest.version;
}

export function pack({ folder, manifest }: PublishablePackage, destination: string): Tarball {
  const { status, stderr } = runPnpm(["pack", "--pack-destination", destination], { cwd: folder });
  if (status !== 0) throw new Error(`${manifest.name} cannot be packed: ${stderr}`);
  return tarballAt(join(destination, tarballName(manifest)), manifest);
}

/** Returns the name of the tarball of `pnpm pack` and `changeset pack`. */
export function tarballName({ name, version }: PackageManifest): string {
  return `${name.replace("@", "").replace("/", "-")}-${version}.tgz`;
}

export function tarballAt(path: string, manifest: PackageManifest): Tarball {
  const files = readTar(readFileSync(path));
  return {
    manifest,
    path,
    entries: [...files.keys()],
    sizes: [...files.values()].map((content) => content.length),
    read(entry) {
      const content = files.get(entry);
      if (!content) throw new Error(`${path} has no ${entry}`);
      return content.toString("utf8");
    },
  };
}

/** A line for the terminal: the number of files, and the bytes of all of them. */
export function sizeOf({ sizes }: Tarball): string {
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return `${sizes.length} files, ${(bytes / 1_000).toFixed(1)} kB unpacked`;
}

/** Returns the problems that a tool of node_modules/.bin reports for a file. */
export function complaintsOf(tool: string, args: readonly string[]): readonly string[] {
  const { status, stdout, stderr } = runPnpm(["exec", tool, ...args]);
  return status === 0 ? [] : [`${tool} says\n${stdout}${stderr}`];
}
