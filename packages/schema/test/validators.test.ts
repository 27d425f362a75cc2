import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { openapi } from "../src/openapi.ts";
import * as validators from "../src/validators/index.ts";
import { type Json, mutated, validValues } from "./json-schema-arbitrary.ts";

type Validator = (value: unknown, options?: { lenient?: boolean }) => validators.Validation<unknown>;

interface PushDocument {
  readonly components: {
    readonly schemas: Record<
      string,
      {
        properties?: Record<
          string,
          { const?: string; properties?: Record<string, { properties?: Record<string, Sampled> }> }
        >;
      }
    >;
  };
}

interface Sampled {
  readonly items?: Sampled;
  readonly properties: object;
  required?: readonly string[];
}

const push = correctedPush();
const ajv = new Ajv2020({ strict: false, validateSchema: false });
// ajv-formats is CommonJS: under `nodenext` its default export is typed as the module.
(addFormats as unknown as (target: Ajv2020) => void)(ajv);
ajv.addFormat("decimal", /^-?\d+(\.\d+)?$/);
ajv.addSchema(openapi, "openapi").addSchema(push, "push");

/** The document with the corrections of `spec/push-overlays`, which describe what else the platform sends. */
function correctedPush(): PushDocument {
  const file = new URL("../../../spec/documents/push.yaml", import.meta.url);
  const document: PushDocument = parse(readFileSync(file, "utf8"));
  const text = { type: "string" };
  const failure = {
    anyOf: [{ type: "object", properties: { description: text, reason: text } }, { type: "null" }],
  };
  for (const { properties } of Object.values(document.components.schemas)) {
    if (!properties?.["data"]) continue;
    Object.assign(properties, { timestamp: { $ref: "#/components/schemas/timestamp" } });
    for (const capability of Object.values(properties["data"].properties ?? {})) {
      Object.assign(capability, { type: "object" });
      for (const property of Object.values<Sampled>(capability.properties ?? {})) {
        const sample = property.items ?? property;
        delete sample.required;
        Object.assign(sample.properties, { failure });
      }
    }
  }
  return document;
}

function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Maps the name of an export to the schema that it validates. */
const schemas = new Map<string, string>([
  ...Object.keys(openapi.components.schemas).map(
    (name) => [`validate${name}`, `openapi#/components/schemas/${name}`] as const,
  ),
  ...Object.entries(push.components.schemas).map(([name, { properties }]) => {
    const { capability, property } = properties ?? {};
    const title = pascalCase(`${capability?.const}_${property?.const}`);
    return [`validate${title}Message`, `push#/components/schemas/${name}`] as const;
  }),
]);

function resolve(ref: string): object {
  const found = ajv.getSchema(ref)?.schema;
  if (typeof found !== "object") throw new Error(`no schema at ${ref}`);
  return found;
}

const all = Object.entries(validators as Record<string, Validator>);

test("has a validator for every request, response, capability and push message", () => {
  const bodies = JSON.stringify(openapi.paths).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g);
  const capabilities = Object.keys(openapi.components.schemas).filter(
    (name) => name.endsWith("Capability") && name !== "SupportedCapability",
  );
  const messages = Object.keys(push.components.schemas).filter((name) => name.includes("_get_"));
  const expected = new Set([...[...bodies].map(([, name]) => name), ...capabilities]);
  expect(messages).toHaveLength(424);
  expect(all.map(([name]) => name).filter((name) => name.endsWith("Message"))).toHaveLength(424);
  expect(new Set(all.map(([name]) => name).filter((name) => !name.endsWith("Message")))).toEqual(
    new Set([...expected].map((name) => `validate${name}`)),
  );
});

test("agrees with Ajv about valid values and about changed values", { timeout: 120_000 }, () => {
  let refused = 0;
  for (const [name, validate] of all) {
    const id = schemas.get(name);
    if (id === undefined) throw new Error(`no schema for ${name}`);
    const isValid = ajv.getSchema(id);
    if (isValid === undefined) throw new Error(`no schema at ${id}`);
    const [document = ""] = id.split("#");
    const valid = validValues({ $ref: id.slice(document.length) }, (ref) => resolve(document + ref));
    const agree = (value: Json): void => {
      const result = validate(value);
      expect({ name, value, valid: result.valid }).toEqual({ name, value, valid: isValid(value) });
      if (!result.valid) {
        refused += 1;
        expect(result.errors.length).toBeGreaterThan(0);
      }
    };
    fc.assert(
      fc.property(valid, (value) => {
        expect(isValid(value)).toBe(true);
        agree(value);
        expect(validate(value, { lenient: true }).valid).toBe(true);
      }),
      { numRuns: 10 },
    );
    fc.assert(fc.property(valid.chain(mutated), agree), { numRuns: 50 });
  }
  expect(refused).toBeGreaterThan(5_000);
});
