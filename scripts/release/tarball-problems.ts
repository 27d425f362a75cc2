// Finds problems of a tarball: errors of publint and are-the-types-wrong, a missing licence or README, tests,
// files that the build did not copy, sources that a source map needs, imports of its README that it does not
// export, relative links of its README that lead out of the tarball, and public types of a frozen dependency or
// of the private package.
import { posix } from "node:path";
import { complaintsOf, type Tarball } from "./packages.ts";
import { importsInMarkdown, packageOf, packagesLeftOut } from "./readme-imports.ts";

export function tarballProblems(tarball: Tarball): readonly string[] {
  const { manifest, path } = tarball;
  return [
    ...contentProblems(tarball),
    ...complaintsOf("publint", ["run", path, "--strict"]),
    // A package that is only a command has no types to check.
    ...(manifest.exports ? complaintsOf("attw", [path, "--profile", "esm-only"]) : []),
  ].map((problem) => `${manifest.name}: ${problem}`);
}

/** Problems that can be found from the files alone. */
export function contentProblems(tarball: Tarball): readonly string[] {
  const { entries } = tarball;
  const needed = ["package/LICENSE", "package/README.md", "package/package.json"];
  return [
    ...needed.filter((file) => !entries.includes(file)).map((file) => `${file} is missing`),
    ...entries.filter((name) => /\.test\.|\/test\//.test(name)).map((name) => `ships the test file ${name}`),
    ...sizeProblems(tarball),
    ...copyProblems(tarball),
    ...sourceMapProblems(tarball),
    ...foreignTypeProblems(tarball),
    ...readmeProblems(tarball),
  ];
}

interface SizeLimit {
  readonly files: number;
  readonly bytesOnDisk: number;
}

const usualLimit: SizeLimit = { files: 600, bytesOnDisk: 10_000_000 };

/** Generated code grows with the specification, so it has a separate limit. */
const sizeLimits: Readonly<Record<string, SizeLimit>> = {
  "@high-mobility-ts/schema": { files: 299, bytesOnDisk: 5_000_000 },
};

const blockBytes = 4096;

/**
 * The time and space of an installation depend on the number of files: a file occupies whole blocks of a
 * disk.
 */
function sizeProblems({ manifest, entries, sizes }: Tarball): readonly string[] {
  const limit = sizeLimits[manifest.name] ?? usualLimit;
  const bytes = sizes.reduce((sum, size) => sum + Math.ceil(size / blockBytes) * blockBytes, 0);
  return [
    ...(entries.length <= limit.files ? [] : [`has ${entries.length} files; ${limit.files} are allowed`]),
    ...(bytes <= limit.bytesOnDisk
      ? []
      : [`takes ${bytes} bytes on a disk; ${limit.bytesOnDisk} are allowed`]),
  ];
}

/** Files that the compiler does not build (pages, styles) must be copied by the build. */
function copyProblems({ entries }: Tarball): readonly string[] {
  return entries
    .filter((name) => /^package\/src\/.*(?<!\.ts)$/.test(name))
    .filter((entry) => !entries.includes(entry.replace("/src/", "/dist/")))
    .map((entry) => `${entry} is not in dist`);
}

function sourceMapProblems({ entries, read }: Tarball): readonly string[] {
  return entries
    .filter((path) => path.endsWith(".map"))
    .flatMap((entry) => {
      const map: { sources: string[]; sourcesContent?: (string | null)[] } = JSON.parse(read(entry));
      return map.sources
        .filter((_source, index) => !map.sourcesContent?.[index])
        .filter((source) => !entries.includes(posix.join(posix.dirname(entry), source)))
        .map((source) => `${entry} points to ${source}, which is not in the package`);
    });
}

/**
 * Replacing a frozen dependency must not change a public type (docs/decisions/0001), and `guards` cannot be installed.
 */
function foreignTypeProblems({ entries, read }: Tarball): readonly string[] {
  return entries
    .filter((path) => path.endsWith(".d.ts"))
    .flatMap((entry) => {
      const [, foreign] =
        /(?:from |import\()"(openapi-fetch|openapi-typescript|@high-mobility-ts\/guards)/.exec(read(entry)) ??
        [];
      return foreign === undefined ? [] : [`${entry} makes a type of ${foreign} public`];
    });
}

/**
 * Only paths into the package itself are checked here; other paths are checked where all packages are
 * installed.
 */
function readmeProblems({ manifest, entries, read }: Tarball): readonly string[] {
  if (!entries.includes("package/README.md")) return [];
  const { exports = {} }: { exports?: Record<string, unknown> } = JSON.parse(read("package/package.json"));
  const readme = read("package/README.md");
  const notExported = importsInMarkdown("README.md", readme)
    .filter((specifier) => packageOf(specifier) === manifest.name)
    .filter((specifier) => !Object.hasOwn(exports, `.${specifier.slice(manifest.name.length)}`));
  return [
    ...relativeLinks(readme)
      .filter((target) => !entries.some((entry) => isAt(entry, posix.join("package", target))))
      .map((target) => `its README links to ${target}, which is not in the package: use an absolute URL`),
    ...notExported.map((specifier) => `its README imports "${specifier}", which it does not export`),
    ...packagesLeftOut("README.md", readme).map(
      (name) => `its README imports "${name}" and installs it nowhere: pnpm and Yarn do not find it`,
    ),
  ];
}

function relativeLinks(markdown: string): readonly string[] {
  return [...markdown.matchAll(/\]\((?![a-z]+:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(([, target = ""]) => target);
}

/** Whether an entry is this file, or is in this folder. */
function isAt(entry: string, path: string): boolean {
  return entry === path || entry.startsWith(`${path.replace(/\/$/, "")}/`);
}
