// What the peers generate from our bundle, made again for each command: kept outside of git, in `.generated`.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "@hey-api/openapi-ts";
import { openapi } from "@high-mobility-ts/schema/openapi";
import { build } from "esbuild";

export const generatedFolder: string = join(import.meta.dirname, "../.generated");

/** The bundle as JSON. References into the properties of another schema are resolved: two of the peers reject them. */
export function writeSpecification(): string {
  const file = join(generatedFolder, "openapi.json");
  mkdirSync(generatedFolder, { recursive: true });
  const text = JSON.stringify(openapi, (_key, value: unknown) => {
    const path = deepReference(value);
    return path ? path.reduce<unknown>((node, key) => Reflect.get(Object(node), key), openapi) : value;
  });
  writeFileSync(file, text);
  return file;
}

function deepReference(value: unknown): string[] | undefined {
  if (typeof value !== "object" || value === null || !("$ref" in value)) return undefined;
  const [, ...path] = String(value.$ref).split("/");
  return path.length > 3 && path[0] === "components" ? path : undefined;
}

/** The folder of @hey-api's generated client, in TypeScript, with its fetch client inside. */
export async function generateHeyApi(): Promise<string> {
  const output = join(generatedFolder, "hey-api");
  await createClient({
    input: writeSpecification(),
    output,
    plugins: ["@hey-api/client-fetch", "@hey-api/typescript", "@hey-api/sdk"],
    logs: { level: "silent", file: false },
  });
  return output;
}

/** The same as one JavaScript module, for Node. */
export async function buildHeyApi(): Promise<string> {
  const outfile = join(generatedFolder, "hey-api.mjs");
  const folder = await generateHeyApi();
  const contents = 'export * from "./sdk.gen"; export { client } from "./client.gen";';
  await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    outfile,
    logLevel: "error",
  });
  return outfile;
}
