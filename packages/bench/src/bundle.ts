// What an app would download: a bundle as production builds make it, and its size.
import { basename } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build, type Metafile, type Plugin } from "esbuild";

export interface Bytes {
  readonly minified: number;
  readonly gzip: number;
  readonly brotli: number;
}

export interface Bundled {
  /** The entry and what it imports statically. */
  readonly initial: Bytes;
  /** What `import()` loads, if and when it runs. */
  readonly lazy: readonly BundleChunk[];
  /** Largest first. */
  readonly modules: readonly BundledModule[];
}

export interface BundleChunk {
  readonly bytes: Bytes;
  readonly files: readonly string[];
}

export interface BundledModule {
  readonly file: string;
  /** Minified; compressed sizes do not add up, so there are none by module. */
  readonly bytes: number;
  readonly lazy: boolean;
}

const here = import.meta.dirname;

export interface BundleOptions {
  /** Default: `browser`. */
  readonly platform?: "browser" | "node";
  /** Modules whose path, as it is imported, matches are left out. Default: none. */
  readonly without?: RegExp;
}

/** @param code An ES module that exports what is to be measured, and nothing else. */
export async function bundle(
  code: string,
  { platform = "browser", without }: BundleOptions = {},
): Promise<Bundled> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: here, sourcefile: "entry.ts", loader: "ts" },
    bundle: true,
    splitting: true,
    format: "esm",
    minify: true,
    legalComments: "none",
    platform,
    target: "es2022",
    outdir: "out",
    write: false,
    metafile: true,
    logLevel: "error",
    absWorkingDir: here,
    plugins: without ? [leaveOut(without)] : [],
  });
  const initial = reachedStatically(metafile);
  const modules = modulesOf(metafile);
  const chunks = outputFiles.map(({ path, contents }) => ({
    name: basename(path),
    bytes: compressed(contents),
    files: modules.filter(({ chunk }) => chunk === basename(path)).map(({ file }) => file),
  }));
  return {
    initial: chunks
      .filter(({ name }) => initial.has(name))
      .reduce((sum, { bytes }) => add(sum, bytes), nothing),
    lazy: chunks.filter(({ name }) => !initial.has(name)),
    modules: modules.map(({ file, bytes, chunk }) => ({ file, bytes, lazy: !initial.has(chunk) })),
  };
}

function leaveOut(filter: RegExp): Plugin {
  return {
    name: "leave-out",
    setup: ({ onResolve }) => onResolve({ filter }, ({ path }) => ({ path, external: true })),
  };
}

function reachedStatically({ outputs }: Metafile): ReadonlySet<string> {
  const reached = new Set<string>();
  const visit = (path: string): void => {
    if (reached.has(basename(path))) return;
    reached.add(basename(path));
    for (const { kind, path: to } of outputs[path]?.imports ?? []) if (kind === "import-statement") visit(to);
  };
  const entry = Object.keys(outputs).find((path) => outputs[path]?.entryPoint === "entry.ts");
  if (entry === undefined) throw new Error("the bundle has no entry");
  visit(entry);
  return reached;
}

function modulesOf({ outputs }: Metafile): readonly { file: string; bytes: number; chunk: string }[] {
  return Object.entries(outputs)
    .flatMap(([path, { inputs }]) =>
      Object.entries(inputs).map(([file, { bytesInOutput: bytes }]) => ({
        file: file.replace(/^.*node_modules\//, "").replace(/^(\.\.\/)+/, ""),
        bytes,
        chunk: basename(path),
      })),
    )
    .sort((a, b) => b.bytes - a.bytes);
}

const nothing: Bytes = { minified: 0, gzip: 0, brotli: 0 };

export function add(a: Bytes, b: Bytes): Bytes {
  return { minified: a.minified + b.minified, gzip: a.gzip + b.gzip, brotli: a.brotli + b.brotli };
}

function compressed(contents: Uint8Array): Bytes {
  // What esbuild leaves of a module with no code is no download.
  if (contents.length <= 1) return nothing;
  return {
    minified: contents.length,
    gzip: gzipSync(contents, { level: 9 }).length,
    brotli: brotliCompressSync(contents).length,
  };
}
