// Builds the package in the current folder: the compiler writes declarations; each entry of `exports` and
// `bin` becomes one file, with chunks for code that is shared or loaded later. Many small files would slow
// down the start of an app more than their content (docs/decisions/0062).
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, type Plugin } from "esbuild";
import { runPnpm } from "./pnpm.ts";

interface PackageEntries {
  /** Absent for a package that is only a command. */
  readonly exports?: Readonly<Record<string, string>>;
  readonly files: readonly string[];
  readonly bin?: Readonly<Record<string, string>>;
}

const manifest: PackageEntries = JSON.parse(readFileSync("package.json", "utf8"));

// A chunk of an earlier build would be published too.
rmSync("dist", { recursive: true, force: true });

for (const project of ["tsconfig.build.json", "tsconfig.node.json"].filter((file) => existsSync(file))) {
  const args = ["exec", "tsc", "-p", project, "--emitDeclarationOnly", "--sourceMap", "false"];
  const { status } = runPnpm(args, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

/** Code of the private package `guards` becomes part of the package: other imports are kept. */
const inlineGuards: Plugin = {
  name: "inline-guards",
  setup(building) {
    const entry = resolve(import.meta.dirname, "../packages/guards/src/index.ts");
    building.onResolve({ filter: /^@high-mobility-ts\/guards$/ }, () => ({
      path: entry,
      sideEffects: false,
    }));
  },
};

await build({
  entryPoints: [...Object.values(manifest.exports ?? {}), ...Object.values(manifest.bin ?? {})],
  outdir: "dist",
  outbase: "src",
  bundle: true,
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  packages: "external",
  plugins: [inlineGuards],
  format: "esm",
  platform: "neutral",
  target: "es2022",
  // A source map is only useful together with the sources that it points to.
  sourcemap: manifest.files.includes("src"),
  sourcesContent: false,
  logLevel: "warning",
});

// The sources of `guards` are not in a package, so the maps contain them.
for (const file of globSync("dist/**/*.js.map")) {
  const map: { sources: string[]; sourcesContent?: (string | null)[] } = JSON.parse(
    readFileSync(file, "utf8"),
  );
  if (!map.sources.some((source) => source.includes("/guards/"))) continue;
  map.sourcesContent = map.sources.map((source) =>
    source.includes("/guards/") ? readFileSync(join(file, "..", source), "utf8") : null,
  );
  writeFileSync(file, JSON.stringify(map));
}
