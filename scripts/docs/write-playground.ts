// Writes the files of the playground: the packages as one script, their declarations, and the outlines of
// countries.
import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { build } from "esbuild";

const folder = "docs/public/playground";
const tsc = "node_modules/typescript/bin/tsc";
const scratch = "docs/.vitepress/cache/types";

/** The entries that a program can import. */
const entries: Readonly<Record<string, string>> = {
  "@high-mobility-ts/auth": "auth/index",
  "@high-mobility-ts/client": "client/index",
  "@high-mobility-ts/emulator": "emulator/index",
  "@high-mobility-ts/push": "push/index",
  "@high-mobility-ts/push/files": "push/files/index",
  "@high-mobility-ts/push/webhooks": "push/webhooks/index",
  "@high-mobility-ts/schema": "schema/index",
  "@high-mobility-ts/schema/operations": "schema/operations",
  "@high-mobility-ts/schema/validators": "schema/validators/index",
  "@high-mobility-ts/vehicle-data": "vehicle-data/index",
};

/** Others only have types. */
const withoutCode = ["@high-mobility-ts/schema"];

mkdirSync(folder, { recursive: true });
await writeRuntime();
writeTypes();
writeFileSync(
  join(folder, "countries.json"),
  readFileSync("docs/node_modules/world-atlas/countries-50m.json", "utf8"),
);

async function writeRuntime(): Promise<void> {
  const names = Object.keys(entries).filter((name) => !withoutCode.includes(name));
  const imports = names.map((name, index) => `import * as p${index} from ${JSON.stringify(name)};`);
  const members = names.map((name, index) => `${JSON.stringify(name)}: { ...p${index} }`);
  await build({
    stdin: {
      contents: `${imports.join("\n")}\nglobalThis.playgroundPackages = { ${members.join(", ")} };`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    minify: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    outfile: join(folder, "runtime.js"),
    // Optional packages of Node, which the emulator loads only on request.
    external: ["node:*"],
    logLevel: "error",
  });
}

/** Writes the declarations of all packages as JSON, and the file of each entry under `entry:<name>`. */
function writeTypes(): void {
  rmSync(scratch, { recursive: true, force: true });
  const packages = new Set(Object.values(entries).map((path) => path.split("/")[0] ?? ""));
  for (const name of packages) {
    const out = join(process.cwd(), scratch, name);
    const args = ["-p", `packages/${name}/tsconfig.build.json`, "--emitDeclarationOnly", "--outDir", out];
    const { status } = spawnSync(
      process.execPath,
      [tsc, ...args, "--sourceMap", "false", "--declarationMap", "false"],
      {
        stdio: "inherit",
      },
    );
    if (status !== 0) throw new Error(`The declarations of ${name} could not be written.`);
  }
  const types: Record<string, string> = {};
  for (const file of globSync(`${scratch}/**/*.d.ts`))
    types[`types/${relative(scratch, file).replaceAll("\\", "/")}`] = readFileSync(file, "utf8");
  types["types/playground.d.ts"] = readFileSync(
    "docs/.vitepress/theme/playground/module-playground.d.ts",
    "utf8",
  );
  for (const [name, path] of Object.entries(entries)) {
    if (types[`types/${path}.d.ts`] === undefined)
      throw new Error(`${name} has no declarations at ${path}.d.ts.`);
    types[`entry:${name}`] = `types/${path}.d.ts`;
  }
  writeFileSync(join(folder, "types.json"), JSON.stringify(types));
}
