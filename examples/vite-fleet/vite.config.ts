import { defineConfig } from "vite";

// biome-ignore lint/style/noDefaultExport: Vite reads the default export
export default defineConfig({
  // The packages are links into this repository; an app that installs them needs no setting.
  server: { fs: { allow: ["../.."] } },
  build: { target: "es2022" },
});
