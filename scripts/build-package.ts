// Builds the package in the current folder: declarations by the compiler, and one file per entry of `exports`, code that
// entries share or load late in chunks. Many small files would cost an app's start more than what is in them
// (docs/decisions/0062).
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { build } from "esbuild";

const manifest: { exports: Record<string, string> } = JSON.parse(readFileSync("package.json", "utf8"));

// A chunk that an earlier build left would be published too.
rmSync("dist", { recursive: true, force: true });

for (const project of ["tsconfig.build.json", "tsconfig.node.json"].filter((file) => existsSync(file))) {
  const args = ["exec", "tsc", "-p", project, "--emitDeclarationOnly", "--sourceMap", "false"];
  const { status } = spawnSync("pnpm", args, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

await build({
  entryPoints: Object.values(manifest.exports),
  outdir: "dist",
  outbase: "src",
  bundle: true,
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  packages: "external",
  format: "esm",
  platform: "neutral",
  target: "es2022",
  sourcemap: true,
  sourcesContent: false,
  logLevel: "warning",
});
