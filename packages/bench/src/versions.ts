import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Versions as installed here. */
export function versionsOf(packages: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(packages.map((name) => [name, versionOf(name)]));
}

function versionOf(name: string): string {
  const manifest = join(import.meta.dirname, "..", "node_modules", name, "package.json");
  const { version }: { version: string } = JSON.parse(readFileSync(manifest, "utf8"));
  return version;
}
