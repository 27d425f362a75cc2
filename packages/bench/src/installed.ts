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
} from "node:fs";
import { basename, dirname, join } from "node:path";

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const benchFolder = join(import.meta.dirname, "..");

/** Every package that comes along, itself first. */
export function closureOf(...names: readonly string[]): readonly InstalledPackage[] {
  const found = new Map<string, InstalledPackage>();
  const visit = (name: string, from: string): void => {
    const folder = findPackage(name, from);
    if (found.has(folder)) return;
    const { version, dependencies = {} } = readManifest(folder);
    found.set(folder, { name, version, folder });
    for (const dependency of Object.keys(dependencies)) visit(dependency, folder);
  };
  for (const name of names) visit(name, benchFolder);
  return [...found.values()];
}

/** Copies the packages into `<folder>/node_modules`, flat, as an app would have them. */
export function installInto(folder: string, packages: readonly InstalledPackage[]): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const versions = new Map<string, string>();
  for (const { name, version, folder: from } of packages) {
    const known = versions.get(name) ?? version;
    if (known !== version) throw new Error(`${name} is needed as ${known} and as ${version}`);
    versions.set(name, version);
    const filter = (path: string): boolean => basename(path) !== "node_modules";
    cpSync(from, join(folder, "node_modules", name), { recursive: true, filter });
  }
}

/** Bytes of all files below a folder. */
export function bytesOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => lstatSync(join(folder, path)))
    .filter((entry) => entry.isFile())
    .reduce((sum, { size }) => sum + size, 0);
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
