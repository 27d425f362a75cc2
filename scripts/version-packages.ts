// `pnpm release:version [options of changeset version]`: versions the packages, and writes the client's new
// version into the file that its User-Agent uses.
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { runPnpm } from "./pnpm.ts";

const { status } = runPnpm(["exec", "changeset", "version", ...process.argv.slice(2)], { stdio: "inherit" });
if (status !== 0) process.exit(status ?? 1);
const { version }: { version: string } = JSON.parse(readFileSync("packages/client/package.json", "utf8"));
const [file] = globSync("packages/client/src/**/version.ts");
if (!file)
  throw new Error("packages/client/src has no version.ts: the User-Agent would keep the old version.");
const text = readFileSync(file, "utf8");
const next = text.replace(/(version = ")[^"]*"/, `$1${version}"`);
if (!next.includes(`version = "${version}"`)) throw new Error(`${file} must contain \`version = "…"\`.`);
writeFileSync(file, next);
