// Installs by name from the registry of a rehearsal, with each of the three package managers.
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

/** @param caches a folder that replaces caches in the home folder */
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
        // By default, it rejects packages that were published a minute ago; packages must not run code during
        // installation.
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
