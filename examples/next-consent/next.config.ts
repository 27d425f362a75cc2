import { join } from "node:path";
import type { NextConfig } from "next";

// The packages are links into this repository; an app that installs them needs no setting.
const repository = join(import.meta.dirname, "../..");

const config: NextConfig = {
  distDir: "dist",
  turbopack: { root: repository },
  outputFileTracingRoot: repository,
  // `pnpm test` runs the compiler of this repository.
  typescript: { ignoreBuildErrors: true },
};

export default config;
