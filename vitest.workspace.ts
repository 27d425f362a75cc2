import { defineConfig } from "vitest/config";

// Vitest does not look for this file: it is passed as `--config vitest.workspace.ts`.
const packages = ["codegen", "schema", "auth", "client", "emulator", "bench"];

export default defineConfig({
  test: {
    projects: [
      ...packages.map((name) => ({
        test: {
          name,
          root: `packages/${name}`,
          include: ["src/**/*.test.ts", "test/**/*.test.ts"],
          environment: "node",
        },
      })),
      { test: { name: "scripts", root: "scripts", include: ["**/*.test.ts"], environment: "node" } },
    ],
  },
});
