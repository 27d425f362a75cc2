import { join } from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";

test("help loads the argument parser and no code of the client", async () => {
  const { metafile } = await build({
    entryPoints: [join(import.meta.dirname, "../src/main.ts")],
    bundle: true,
    splitting: true,
    packages: "external",
    format: "esm",
    platform: "node",
    outdir: "out",
    write: false,
    metafile: true,
  });
  const outputs = new Map(Object.entries(metafile.outputs));
  const loaded = [...outputs].flatMap(([name, { entryPoint }]) =>
    entryPoint?.endsWith("main.ts") ? [name] : [],
  );
  const packages = new Set<string>();
  for (const name of loaded)
    for (const { path, kind, external } of outputs.get(name)?.imports ?? [])
      if (kind === "import-statement") {
        if (!external) loaded.push(path);
        else if (!path.startsWith("node:")) packages.add(path);
      }
  expect([...packages]).toEqual(["commander"]);
});
