// Without a changeset, a release would publish nothing: then a rehearsal releases a patch of every package.
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PackageManifest } from "./packages.ts";

export function ensureChangeset(root: string, packages: readonly PackageManifest[]): void {
  const folder = join(root, ".changeset");
  if (readdirSync(folder).some((file) => file.endsWith(".md") && file !== "README.md")) return;
  const releases = packages.map(({ name }) => `"${name}": patch`);
  writeFileSync(join(folder, "rehearsal.md"), ["---", ...releases, "---", "", "Rehearsal.", ""].join("\n"));
}
