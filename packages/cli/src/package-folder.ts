import { readFileSync } from "node:fs";

/** Returns the text of a file of this package, such as its manifest. Bundled code can be in any folder of `dist/`. */
export function readPackageFile(name: string): string {
  const [folder = ""] = /^.*\/(?:src|dist)\//.exec(import.meta.url) ?? [];
  return readFileSync(new URL(`../${name}`, folder), "utf8");
}

/** Returns the version of this package. */
export function packageVersion(): string {
  const manifest: { readonly version: string } = JSON.parse(readPackageFile("package.json"));
  return manifest.version;
}
