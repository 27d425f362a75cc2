import { join } from "node:path";
import { configDefaults, defineConfig } from "vitest/config";

// Vitest does not look for this file: it is passed as `--config vitest.workspace.ts`, from here or from a package's folder.
const packages = [
  "guards",
  "codegen",
  "schema",
  "auth",
  "vehicle-data",
  "client",
  "emulator",
  "push",
  "cli",
  "bench",
];

// A file whose tests need more than a few seconds is named `*.slow.test.ts`: `pnpm test` leaves it out, `pnpm test:slow`
// (which is `--mode slow`) runs such files and nothing else.
export default defineConfig(({ mode }) => {
  const ending = mode === "slow" ? ".slow.test.ts" : ".test.ts";
  const files = (...folders: string[]) => ({
    include: folders.map((folder) => `${folder}**/*${ending}`),
    exclude: mode === "slow" ? configDefaults.exclude : [...configDefaults.exclude, "**/*.slow.test.ts"],
    environment: "node" as const,
  });
  return {
    test: {
      // For a test that hangs; no test measures time, and machines are slow at times.
      testTimeout: 60_000,
      // By default one core is left to the rest of the machine, which is half of a small one.
      maxWorkers: "100%",
      // Files share a process, because to start one and import the packages again takes longer than most files' tests.
      // So what a test replaced with `vi` is restored before the next one, also of another file.
      isolate: false,
      restoreMocks: true,
      unstubEnvs: true,
      unstubGlobals: true,
      hookTimeout: 60_000,
      setupFiles: [join(import.meta.dirname, "scripts/seed-fast-check.ts")],
      projects: [
        ...packages.map((name) => ({
          extends: true as const,
          test: { name, root: join(import.meta.dirname, "packages", name), ...files("src/", "test/") },
        })),
        ...["scripts", "examples"].map((name) => ({
          extends: true as const,
          test: { name, root: join(import.meta.dirname, name), ...files("") },
        })),
      ],
    },
  };
});
