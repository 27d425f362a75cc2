// One validator, alone in a bundle: what an app pays that imports just it.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openapi } from "@high-mobility-ts/schema/openapi";
import * as validators from "@high-mobility-ts/schema/validators";
import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";
import { generatedFolder } from "./generated.ts";

/** Returns the names of the validators of bodies, such as `validateVehicleData`; those of push messages are left out. */
export function bodyValidators(): readonly string[] {
  return Object.keys(validators)
    .filter((name) => !name.endsWith("Message"))
    .sort();
}

export function importOf(validator: string): string {
  return `export { ${validator} } from "@high-mobility-ts/schema/validators";`;
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
