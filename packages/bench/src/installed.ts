// What `npm install` of a package brings: itself and the dependencies of its dependencies, from what is installed here.
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
  /** Of those in the same closure, by name and version. */
  readonly dependencies: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const benchFolder = join(import.meta.dirname, "..");

/** Every package that comes along, each after the packages that need it. */
export function closureOf(...names: readonly string[]): readonly InstalledPackage[] {
  const found = new Map<string, InstalledPackage>();
  const visit = (name: string, from: string): string => {
    const folder = findPackage(name, from);
    const { version, dependencies = {} } = readManifest(folder);
    const id = `${name}@${version}`;
    if (found.has(id)) return id;
    const needs: string[] = [];
    found.set(id, { name, version, folder, dependencies: needs });
    needs.push(...Object.keys(dependencies).map((dependency) => visit(dependency, folder)));
    return id;
  };
  for (const name of names) visit(name, benchFolder);
  return [...found.values()];
}

/** Copies the packages below `<folder>/node_modules`, in the layout of pnpm: each sees what it depends on, in its version. */
export function installInto(folder: string, packages: readonly InstalledPackage[]): void {
  rmSync(folder, { recursive: true, force: true });
  const modules = join(folder, "node_modules");
  mkdirSync(modules, { recursive: true });
  const copied = new Map(packages.map((it) => [`${it.name}@${it.version}`, copyInto(modules, it)]));
  for (const { name, version, dependencies } of packages) {
    link(copied.get(`${name}@${version}`), join(modules, name));
    for (const id of dependencies)
      link(copied.get(id), join(storeOf(modules, `${name}@${version}`), id.slice(0, id.lastIndexOf("@"))));
  }
}

function storeOf(modules: string, id: string): string {
  return join(modules, ".store", id.replaceAll("/", "+"), "node_modules");
}

function copyInto(modules: string, { name, version, folder }: InstalledPackage): string {
  const to = join(storeOf(modules, `${name}@${version}`), name);
  const filter = (path: string): boolean => basename(path) !== "node_modules";
  cpSync(folder, to, { recursive: true, filter });
  return to;
}

/** Nothing where the name is taken: the first in the closure is the one that was asked for. */
function link(target: string | undefined, path: string): void {
  if (target === undefined || existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}

/** Bytes of all files below a folder, links not followed. */
export function bytesOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return bytesOf(path);
      return entry.isFile() ? lstatSync(path).size : 0;
    })
    .reduce((sum, bytes) => sum + bytes, 0);
}

/** As Node finds it: in the `node_modules` of the folder or of one above it. */
function findPackage(name: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return realpathSync(candidate);
    if (folder === dirname(folder)) throw new Error(`${name} is not installed above ${from}`);
  }
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}
