// The size that used features add to an app: bundled, minified and gzipped. docs/decisions/0051 lists the
// sizes.
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type Plugin } from "esbuild";
import { expect, test } from "vitest";

const app = `import { createClient } from "@high-mobility-ts/client";
globalThis.hm = createClient({ environment: "sandbox", clientId: "a", clientSecret: "b" });`;

/** The files that a page must load before it runs: the entry and its static imports. */
async function bundleOf(source: string) {
  const { metafile, outputFiles } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname, loader: "ts" },
    bundle: true,
    minify: true,
    splitting: true,
    format: "esm",
    outdir: "out",
    write: false,
    metafile: true,
  });
  const outputs = new Map(Object.entries(metafile.outputs));
  // A file that is loaded on demand is an entry point, too.
  const needed = new Set(
    [...outputs].flatMap(([name, { entryPoint }]) => (entryPoint === "<stdin>" ? [name] : [])),
  );
  for (const name of needed)
    for (const { path, kind } of outputs.get(name)?.imports ?? [])
      if (kind === "import-statement") needed.add(path);
  const files = outputFiles.filter(({ path }) => [...needed].some((name) => path.endsWith(name)));
  const modules = [...needed].flatMap((name) => Object.keys(outputs.get(name)?.inputs ?? {}));
  return { modules, gzipped: files.reduce((sum, { contents }) => sum + gzipSync(contents).length, 0) };
}

/**
 * Bundles an entry as it is published (docs/decisions/0062), because `sideEffects: false` does not apply to
 * the parts of a file.
 */
async function inOneFile(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    splitting: true,
    packages: "external",
    format: "esm",
    target: "es2022",
    outdir: "out",
    write: false,
  });
  return outputFiles.find(({ path }) => path.endsWith("index.js"))?.text ?? "";
}

/** Returns the code that a bundler keeps of an unused import. */
async function effectsOf(code: string): Promise<string> {
  const unused: Plugin = {
    name: "unused",
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^unused$/ }, ({ path }) => ({ path, namespace: "unused" }));
      onResolve({ filter: /./, namespace: "unused" }, () => ({ external: true, sideEffects: false }));
      onLoad({ filter: /./, namespace: "unused" }, () => ({ contents: code }));
    },
  };
  const { outputFiles } = await build({
    stdin: { contents: 'import "unused";' },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    plugins: [unused],
  });
  return outputFiles.map(({ text }) => text).join("");
}

test("an app with a client secret loads no more than 20.5 kB", async () => {
  const { gzipped } = await bundleOf(app);
  expect(gzipped).toBeGreaterThan(5_000);
  expect(gzipped).toBeLessThan(20_500);
});

test("an app does not load features that it does not use", async () => {
  const { modules } = await bundleOf(app);
  const loaded = modules.filter((name) =>
    /jose|undici|src\/(fleet|node)\/|vehicle-data\/src\/|schema\/src\/(?!facts)|key-authentication|import-key|server-clock|shared-tokens/.test(
      name,
    ),
  );
  expect(loaded).toEqual([]);
});

test.each(["auth", "client"])("an app with an unused import of %s contains no code of it", async (name) => {
  const published = await inOneFile(fileURLToPath(new URL(`../../${name}/src/index.ts`, import.meta.url)));
  expect(published.length).toBeGreaterThan(10_000);
  expect(await effectsOf(published)).toBe("");
});

test("an app that only converts units does not load the client", async () => {
  const { modules } = await bundleOf(
    `import { toUnit } from "@high-mobility-ts/client"; console.log(toUnit({ value: 1, unit: "miles" }, "feet"));`,
  );
  expect(modules.filter((name) => /core.ts|auth\/src|create-client/.test(name))).toEqual([]);
});
