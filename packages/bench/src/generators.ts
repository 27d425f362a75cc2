// How each generator reads the same specification and writes types and a client.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generatedFolder, writeSpecification } from "./generated.ts";

export interface Generator {
  readonly name: string;
  readonly note: string;
  /** Arguments for Node. */
  readonly args: readonly string[];
  /** One of the files that it writes. */
  readonly writes: string;
}

const benchFolder = join(import.meta.dirname, "..");
const repository = join(benchFolder, "../..");
const place = join(generatedFolder, "generate");

/** Ours first. Builds ours, so that no time goes into stripping its types. */
export function prepareGenerators(): readonly [Generator, ...Generator[]] {
  const input = writeSpecification();
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  execFileSync("pnpm", ["run", "build"], { cwd: join(repository, "packages/codegen"), stdio: "ignore" });
  cpSync(join(repository, "spec"), join(place, "ours/spec"), { recursive: true });
  return [
    {
      name: "@high-mobility-ts/codegen",
      note: "types, operation table and the document; no client is generated",
      args: [
        join(repository, "packages/codegen/dist/command/cli.js"),
        "generate",
        "--spec",
        join(place, "ours/spec"),
        "--out",
        join(place, "ours/src"),
      ],
      writes: join(place, "ours/src/types.ts"),
    },
    {
      name: "openapi-typescript",
      note: "types only; inside ours",
      args: [
        bin("openapi-typescript", "bin/cli.js"),
        input,
        "--output",
        join(place, "openapi-typescript.ts"),
      ],
      writes: join(place, "openapi-typescript.ts"),
    },
    {
      name: "@hey-api/openapi-ts",
      note: "types and client",
      args: [
        // What bin/run.js starts in a process of its own, whose memory would not be counted.
        bin("@hey-api/openapi-ts", "dist/run.mjs"),
        ...["--input", input, "--output", join(place, "hey-api"), "--silent", "--no-log-file"],
      ],
      writes: join(place, "hey-api/types.gen.ts"),
    },
    {
      name: "orval",
      note: "types and client",
      args: [
        bin("orval", "dist/bin/orval.mjs"),
        ...["--input", input, "--output", join(place, "orval/index.ts"), "--client", "fetch"],
      ],
      writes: join(place, "orval/index.ts"),
    },
    {
      name: "kubb",
      note: "types and client",
      args: [bin("@kubb/cli", "bin/kubb.cjs"), "generate", "--config", kubbConfig(input)],
      writes: join(place, "kubb/index.ts"),
    },
  ];
}

/** @throws {Error} when the generator has written nothing. */
export function checkWritten({ name, writes }: Generator): void {
  if (!existsSync(writes) || readFileSync(writes, "utf8").length === 0)
    throw new Error(`${name} did not write ${writes}`);
  rmSync(writes);
}

function bin(name: string, file: string): string {
  return join(benchFolder, "node_modules", name, file);
}

/** Inside the package, so that it finds its plugins. */
function kubbConfig(input: string): string {
  const file = join(place, "kubb.config.mjs");
  const output = join(place, "kubb");
  writeFileSync(
    file,
    `import { defineConfig } from "@kubb/core";
import { pluginClient } from "@kubb/plugin-client";
import { pluginOas } from "@kubb/plugin-oas";
import { pluginTs } from "@kubb/plugin-ts";
export default defineConfig({
  root: ${JSON.stringify(place)},
  input: { path: ${JSON.stringify(input)} },
  output: { path: ${JSON.stringify(output)}, clean: true, format: false, lint: false },
  plugins: [pluginOas({ generators: [] }), pluginTs(), pluginClient({ client: "fetch" })],
});
`,
  );
  return file;
}
