// Writes the reference of every exported function and type, from the sources and their JSDoc.
import { spawnSync } from "node:child_process";
import { globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const out = "docs/api";
const packages = ["auth", "client", "emulator", "push", "schema", "vehicle-data"];

rmSync(out, { recursive: true, force: true });
const entries = packages.flatMap((name) => {
  const { exports = {} }: { exports?: Record<string, string> } = JSON.parse(
    readFileSync(`packages/${name}/package.json`, "utf8"),
  );
  return [...new Set(Object.values(exports))]
    .filter((path) => path.endsWith(".ts") && !path.includes("*"))
    .map((path) => join("packages", name, path));
});
const options = {
  plugin: ["typedoc-plugin-markdown"],
  entryPoints: entries.map((entry) => `../${entry.replaceAll("\\", "/")}`),
  tsconfig: "typedoc.tsconfig.json",
  // The compiler of the packages has checked them; TypeDoc has its own older compiler.
  skipErrorChecking: true,
  excludePrivate: true,
  excludeInternal: true,
  readme: "none",
  out: "api",
  router: "module",
  entryFileName: "index",
  disableSources: true,
  hideBreadcrumbs: true,
  hidePageHeader: true,
  sanitizeComments: true,
  logLevel: "Error",
  name: "API",
};
writeFileSync("docs/typedoc.json", `${JSON.stringify(options, undefined, 2)}\n`);
const { status } = spawnSync(
  process.execPath,
  ["node_modules/typedoc/bin/typedoc", "--options", "typedoc.json"],
  {
    cwd: "docs",
    stdio: "inherit",
  },
);
rmSync("docs/typedoc.json");
if (status !== 0) throw new Error(`TypeDoc ended with ${status}.`);
// Type names in text must not become Vue components.
for (const file of globSync(`${out}/**/*.md`)) {
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replaceAll("{{", "&#123;&#123;"));
}
