// How the three package managers install by name from the registry of a rehearsal.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Registry } from "./registry.ts";
import { run } from "./steps.ts";

export interface PackageManager {
  readonly name: "npm" | "pnpm" | "yarn";
  /** Installs the packages into the project in `folder`. */
  add(folder: string, packages: readonly string[]): void;
}

const yarn = "@yarnpkg/cli-dist@4.18.1";

/** @param caches a folder for what they would keep in the home folder */
export function packageManagers(registry: Registry, caches: string): readonly PackageManager[] {
  const npmConfig = ["--userconfig", registry.npmrc, "--cache", join(caches, "npm")];
  return [
    {
      name: "npm",
      add: (folder, packages) => {
        run(folder, "npm", "install", ...packages, ...npmConfig);
      },
    },
    {
      name: "pnpm",
      add(folder, packages) {
        // What was published a minute ago is too young for its defaults, and no package may run code when it is installed.
        writeFileSync(
          join(folder, "pnpm-workspace.yaml"),
          [
            `registry: ${registry.url}`,
            `storeDir: ${JSON.stringify(join(caches, "pnpm"))}`,
            "minimumReleaseAge: 0",
            "strictDepBuilds: false",
            "trustPolicy: off",
          ].join("\n"),
        );
        run(folder, "pnpm", "add", ...packages);
      },
    },
    {
      name: "yarn",
      add(folder, packages) {
        const settings = {
          npmRegistryServer: registry.url,
          unsafeHttpWhitelist: ["127.0.0.1"],
          enableTelemetry: false,
          enableScripts: false,
          npmMinimalAgeGate: 0,
          nodeLinker: "node-modules",
          globalFolder: join(caches, "yarn"),
        };
        writeFileSync(join(folder, ".yarnrc.yml"), JSON.stringify(settings));
        writeFileSync(join(folder, "yarn.lock"), "");
        run(folder, "npx", "--yes", "--package", yarn, ...npmConfig, "--", "yarn", "add", ...packages);
      },
    },
  ];
}
