// One validator, alone in a bundle: what an app pays that imports just it.
import { globSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { openapi } from "@high-mobility-ts/schema/openapi";
import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";
import { generatedFolder } from "./generated.ts";

const folder = join(import.meta.dirname, "../../schema/src/validators");
const notValidators = ["index.ts", "shared.ts"];

/** Module names of the validators of bodies, such as `vehicle-data`; push messages are in `push/`. */
export function validatorModules(): readonly string[] {
  return globSync("*.ts", { cwd: folder })
    .filter((file) => !notValidators.includes(file))
    .map((file) => basename(file, ".ts"))
    .sort();
}

export function importOf(module: string): string {
  return `export * from "@high-mobility-ts/schema/validators/${module}";`;
}

/** What ajv generates ahead for the vehicle data, with its run-time parts imported. */
export function writeAjvStandalone(): string {
  const ajv = new Ajv2020({ strict: false, code: { source: true, esm: true } });
  addFormats.default(ajv);
  const text = JSON.stringify({ $defs: openapi.components.schemas, $ref: "#/$defs/VehicleData" });
  const validate = ajv.compile(JSON.parse(text.replaceAll("#/components/schemas/", "#/$defs/")));
  const file = join(generatedFolder, "ajv-vehicle-data.mjs");
  writeFileSync(file, standaloneCode.default(ajv, validate));
  return file;
}

/** zod's translation at run time: the library and the schema. */
export function writeZod(): string {
  const file = join(generatedFolder, "zod-vehicle-data.mjs");
  const text = JSON.stringify({ $defs: openapi.components.schemas, $ref: "#/$defs/VehicleData" });
  const schema = text.replaceAll("#/components/schemas/", "#/$defs/");
  writeFileSync(
    file,
    `import { fromJSONSchema } from "zod";\nexport const schema = fromJSONSchema(${schema});\n`,
  );
  return file;
}
