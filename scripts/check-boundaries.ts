// The folder list is the data flow: fails when an import (type imports included) points against it,
// leaves its package, uses an undeclared dependency, or closes a cycle.
import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { importsOf } from "./imports-of.ts";

const scope = "@high-mobility-ts/";

/** The packages that each package may import; tests may import more. */
const arrows: Record<string, { src: string[]; test: string[] }> = {
  guards: { src: [], test: [] },
  codegen: { src: [], test: [] },
  schema: { src: [], test: [] },
  auth: { src: [], test: [] },
  "vehicle-data": { src: ["schema"], test: [] },
  emulator: { src: ["schema"], test: [] },
  client: { src: ["schema", "auth", "vehicle-data"], test: ["emulator"] },
  push: { src: ["schema", "vehicle-data"], test: ["emulator"] },
  cli: { src: ["schema", "auth", "vehicle-data", "client", "push", "emulator"], test: [] },
  bench: { src: ["schema", "auth", "vehicle-data", "client", "push", "emulator", "codegen"], test: [] },
};

/** Private, and inlined when a package is built: every package may import it, as a dev dependency. */
const inlined = "@high-mobility-ts/guards";

/** Frozen upstream: replacing one of these must stay a one-file change (docs/decisions/0001). */
const onlyImporter: Record<string, string> = {
  "openapi-typescript": "packages/codegen/src/generate/types/emit-types.ts",
  "openapi-fetch": "packages/client/src/call/core.ts",
};

interface DependencyManifest {
  /** Not published: its sources may use development dependencies. */
  private?: boolean;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

const problems: string[] = [];
const graph = new Map<string, string[]>();

const files = globSync("packages/*/{src,test}/**/*.{ts,mts}").map((file) => file.replaceAll("\\", "/"));
for (const file of files.sort()) {
  const [, packageName = "", area = ""] = file.split("/");
  const isTest = area === "test" || file.includes(".test.");
  const rule = arrows[packageName];
  if (!rule) {
    problems.push(`${file}: package "${packageName}" has no row in scripts/check-boundaries.ts`);
    continue;
  }
  const manifest: DependencyManifest = JSON.parse(
    readFileSync(`packages/${packageName}/package.json`, "utf8"),
  );
  const shipped = { ...manifest.dependencies, ...manifest.peerDependencies };
  const declared = isTest || manifest.private ? { ...shipped, ...manifest.devDependencies } : shipped;
  const allowed = isTest ? [...rule.src, ...rule.test] : rule.src;

  for (const specifier of importsOf(file, readFileSync(file, "utf8"))) {
    if (specifier.startsWith(".")) {
      const target = normalize(join(dirname(file), specifier)).replaceAll("\\", "/");
      if (!target.startsWith(`packages/${packageName}/`))
        problems.push(`${file}: "${specifier}" leaves the package; import its public name`);
      graph.set(file, [...(graph.get(file) ?? []), target]);
      continue;
    }
    const name = specifier
      .split("/")
      .slice(0, specifier.startsWith("@") ? 2 : 1)
      .join("/");
    const only = onlyImporter[name];
    if (only && file !== only && !manifest.private)
      problems.push(`${file}: only ${only} may import "${name}"`);
    if (
      name.startsWith(scope) &&
      name !== `${scope}${packageName}` &&
      name !== inlined &&
      !allowed.includes(name.slice(scope.length))
    )
      problems.push(`${file}: ${packageName} must not import "${name}": it points against the data flow`);
    if (
      !specifier.startsWith("node:") &&
      name !== "vitest" &&
      name !== `${scope}${packageName}` &&
      !(name in declared) &&
      !(name === inlined && name in { ...manifest.devDependencies })
    )
      problems.push(
        `${file}: "${name}" is not in the ${isTest ? "" : "(non-dev) "}dependencies of ${packageName}`,
      );
  }
}

const done = new Set<string>();
function findCycle(file: string, path: string[]): void {
  if (path.includes(file)) {
    problems.push(
      `import cycle: ${[...path.slice(path.indexOf(file)), file].map((f) => relative("packages", f)).join(" -> ")}`,
    );
    return;
  }
  if (done.has(file)) return;
  for (const target of graph.get(file) ?? []) findCycle(target, [...path, file]);
  done.add(file);
}
for (const file of graph.keys()) findCycle(file, []);

for (const problem of problems) console.error(problem);
console.log(`${files.length} files, ${problems.length} boundary problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
