import { join } from "node:path";
import { defineConfig } from "vitest/config";

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
  "bench",
];

export default defineConfig({
  test: {
    // For a test that hangs; no test measures time, and machines are slow at times.
    testTimeout: 60_000,
    // By default one core is left to the rest of the machine, which is half of a small one.
    maxWorkers: "100%",
    hookTimeout: 60_000,
    setupFiles: [join(import.meta.dirname, "scripts/seed-fast-check.ts")],
    projects: [
      ...packages.map((name) => ({
        extends: true,
        test: {
          name,
          root: join(import.meta.dirname, "packages", name),
          include: ["src/**/*.test.ts", "test/**/*.test.ts"],
          environment: "node",
        },
      })),
      ...["scripts", "examples"].map((name) => ({
        extends: true as const,
        test: {
          name,
          root: join(import.meta.dirname, name),
          include: ["**/*.test.ts"],
          environment: "node" as const,
        },
      })),
    ],
  },
});
