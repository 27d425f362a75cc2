// After `changeset version`: writes the client's new version to where its User-Agent takes it from.
import { readFileSync, writeFileSync } from "node:fs";

const { version }: { version: string } = JSON.parse(readFileSync("packages/client/package.json", "utf8"));
const file = "packages/client/src/call/version.ts";
writeFileSync(file, readFileSync(file, "utf8").replace(/(version = ")[^"]*/, `$1${version}`));
