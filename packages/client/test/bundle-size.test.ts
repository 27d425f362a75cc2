// What an app pays for what it uses: bundled as an app would, minified, gzipped. docs/decisions/0051 says what costs what.
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
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
  // What is loaded on demand is an entry point too.
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

test("an app with a client secret loads no more than 15.5 kB", async () => {
  const { gzipped } = await bundleOf(app);
  expect(gzipped).toBeGreaterThan(5_000);
  expect(gzipped).toBeLessThan(15_500);
});

test("an app does not load what it does not use", async () => {
  const { modules } = await bundleOf(app);
  const loaded = modules.filter((name) =>
    /jose|undici|src\/(fleet|vehicle-data|node)\/|schema\/src\/|with-(retry|timeout|rate-limit)/.test(name),
  );
  expect(loaded).toEqual([]);
});

test("an app that converts units loads no client", async () => {
  const { modules } = await bundleOf(
    `import { toUnit } from "@high-mobility-ts/client"; console.log(toUnit({ value: 1, unit: "miles" }, "feet"));`,
  );
  expect(modules.filter((name) => /openapi-fetch|auth\/src|create-client/.test(name))).toEqual([]);
});
