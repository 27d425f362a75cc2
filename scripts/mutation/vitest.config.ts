// The tests of one package, for Stryker: the same files as in vitest.workspace.ts, except tests that read the
// sources as text or bundle them, because Stryker instruments the code.
import { join, resolve } from "node:path";

const root = resolve("packages", process.env["MUTATION_PACKAGE"] ?? "");

const config = {
  test: {
    root,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    setupFiles: [join(root, "../../scripts/seed-fast-check.ts")],
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    exclude: [
      "**/*.slow.test.ts",
      "**/bundle-size.test.ts",
      "**/bundled-validators.test.ts",
      "**/pipeline.test.ts",
      "**/readme.test.ts",
      "**/security-table.test.ts",
      "**/security.test.ts",
      "**/types.test.ts",
    ],
    environment: "node",
  },
};

export default config;
