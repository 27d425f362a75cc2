import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { expect, expectTypeOf, test } from "vitest";
import { parse } from "yaml";
import type {
  CapabilityName,
  LengthQuantity,
  PushItemV2,
  PushMessageV2,
  VehicleData,
  VehiclePropertyData,
} from "../src/index.ts";
import type { Validation } from "../src/validators/index.ts";
import * as validators from "../src/validators/push-v2/index.ts";
import { validateDiagnosticsMessageV2, validatePushMessageV2 } from "../src/validators/push-v2/index.ts";
import { type Json, mutated, validValues } from "./json-schema-arbitrary.ts";

type Schema = Record<string, unknown> & { properties?: Record<string, Schema> };

const schemas = correctedSchemas();
const ajv = new Ajv2020({ strict: false, validateSchema: false });
// ajv-formats is CommonJS: under `nodenext` its default export is typed as the module.
(addFormats as unknown as (target: Ajv2020) => void)(ajv);
ajv.addSchema({ components: { schemas } }, "push");

/** The two documents as one, with the corrections of `spec/push-v2-overlays`. */
function correctedSchemas(): Record<string, Schema> {
  const read = (name: string): { components: { schemas: Record<string, Schema> } } => {
    const text = readFileSync(new URL(`../../../spec/documents/${name}.yaml`, import.meta.url), "utf8");
    return parse(text.replaceAll("./auto-api-message.yaml#", "#"));
  };
  const all = {
    ...read("push-envelope").components.schemas,
    ...read("auto-api-message").components.schemas,
  };
  delete all["PushEnvelope"]?.properties?.["application_id"]?.["format"];
  for (const { properties } of Object.values(all))
    if (properties?.["availability"] && properties["failure"])
      properties["failure"] = { anyOf: [properties["failure"], { type: "null" }] };
  return all;
}

function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The envelope of a message with one capability, or with all of them. */
function schemaFor(capability?: string): Schema {
  const envelope = structuredClone(schemas["PushEnvelope"]) ?? {};
  const own = { $ref: `push#/components/schemas/${capability}` };
  const content = { type: "object", minProperties: 1, properties: { [String(capability)]: own } };
  const data = capability ? content : { $ref: "push#/components/schemas/AutoApiMessage" };
  return { ...envelope, properties: { ...envelope.properties, data } };
}

function resolve(ref: string): object {
  const found = ajv.getSchema(ref.startsWith("push") ? ref : `push${ref}`)?.schema;
  if (typeof found !== "object") throw new Error(`no schema at ${ref}`);
  return found;
}

const capabilities = Object.keys(schemas["AutoApiMessage"]?.properties ?? {});
const all = validators as Record<
  string,
  (value: unknown, options?: { lenient: boolean }) => Validation<unknown>
>;

test("there is a validator for whole messages and one per capability", () => {
  expect(capabilities).toHaveLength(45);
  expect(Object.keys(all).sort()).toEqual(
    [...capabilities.map((name) => `validate${pascalCase(name)}MessageV2`), "validatePushMessageV2"].sort(),
  );
});

test("agrees with Ajv about valid messages and about changed messages", { timeout: 120_000 }, () => {
  let refused = 0;
  for (const capability of [undefined, ...capabilities]) {
    const validate = all[capability ? `validate${pascalCase(capability)}MessageV2` : "validatePushMessageV2"];
    if (validate === undefined) throw new Error(`no validator for ${capability}`);
    const schema = schemaFor(capability);
    const isValid = ajv.compile(schema);
    const valid = validValues(schema, resolve);
    const agree = (value: Json): void => {
      const { valid: accepted } = validate(value);
      expect({ capability, value, accepted }).toEqual({ capability, value, accepted: isValid(value) });
      if (!accepted) refused += 1;
    };
    fc.assert(
      fc.property(valid, (value) => {
        expect(isValid(value)).toBe(true);
        agree(value);
        expect(validate(value, { lenient: true }).valid).toBe(true);
      }),
      { numRuns: 20 },
    );
    fc.assert(fc.property(valid.chain(mutated), agree), { numRuns: 100 });
  }
  expect(refused).toBeGreaterThan(1_000);
});

const message = {
  version: 3,
  application_id: "48aa1779-91c2-468e-97e9-ab112efd53b9",
  message_id: "A1",
  vin: "1HMABC2DE3FGH4567",
  data: {
    diagnostics: {
      odometer: [{ data: { unit: "kilometers", value: 2050 }, timestamp: "2026-11-24T10:00:00.648943Z" }],
    },
  },
};

function withItem(item: object): object {
  return { ...message, data: { diagnostics: { odometer: [item] } } };
}

test("a message has types for every member, including unit and value", () => {
  const result = validatePushMessageV2(message);
  if (!result.valid) throw new Error("not valid");
  expect(result.value).toBe(message);
  expectTypeOf(result.value).toEqualTypeOf<PushMessageV2>();
  const [odometer] = result.value.data.diagnostics?.odometer ?? [];
  expectTypeOf(odometer).toEqualTypeOf<PushItemV2<LengthQuantity> | undefined>();
  expect(odometer?.data).toEqual({ unit: "kilometers", value: 2050 });
  const own = validateDiagnosticsMessageV2(message);
  if (own.valid) expectTypeOf(own.value).toEqualTypeOf<PushMessageV2<"diagnostics">>();
});

test.each([
  { name: "any number as version", value: { ...message, version: 17.5 } },
  {
    name: "an application id of the first format",
    value: { ...message, application_id: "0123456789abcdef01234567" },
  },
  { name: "additional members of the message", value: { ...message, sent_at: "now" } },
  {
    name: "an item with a failure and no data",
    value: withItem({ failure: { reason: "unknown", description: "" } }),
  },
  { name: "a failure that is null", value: withItem({ data: { unit: "meters", value: 1 }, failure: null }) },
  { name: "no item", value: { ...message, data: { diagnostics: { odometer: [] } } } },
])("accepts $name", ({ value }) => {
  expect(validatePushMessageV2(value).valid).toBe(true);
});

test.each([
  { name: "an unknown property", value: { ...message, data: { diagnostics: { flux: [{ data: 1 }] } } } },
  {
    name: "an additional member of an item",
    value: withItem({ data: { unit: "meters", value: 1 }, quality: "good" }),
  },
  { name: "an unknown reason", value: withItem({ failure: { reason: "asleep", description: "" } }) },
  { name: "a time without an offset", value: withItem({ timestamp: "2026-11-24T10:00:00" }) },
  { name: "a member of an item that is null", value: withItem({ timestamp: null, failure: null }) },
])("accepts $name only if lenient", ({ value }) => {
  expect(validatePushMessageV2(value).valid).toBe(false);
  expect(validatePushMessageV2(value, { lenient: true }).valid).toBe(true);
});

test("accepts an unknown capability, rejects an empty message", () => {
  expect(validatePushMessageV2({ ...message, data: { teleport: { status: [] } } }).valid).toBe(true);
  expect(validatePushMessageV2({ ...message, data: {} }, { lenient: true })).toMatchObject({
    errors: [{ path: "/data" }],
  });
});

test("the validator of a capability checks only this capability", () => {
  const data = { ...message.data, lights: { fog_lights: "broken" } };
  expect(validateDiagnosticsMessageV2({ ...message, data }).valid).toBe(true);
  expect(validatePushMessageV2({ ...message, data })).toMatchObject({
    errors: [{ path: "/data/lights/fog_lights" }],
  });
});

test("the map of properties has every capability and property of the vehicle data", () => {
  type Vehicle = Required<VehicleData>;
  type Shared = Extract<CapabilityName, keyof Vehicle>;
  type Missing = {
    [Name in Shared]: Exclude<keyof Vehicle[Name], keyof VehiclePropertyData[Name] | "nonce" | "vin">;
  }[Shared];
  expectTypeOf<Missing>().toBeNever();
  expectTypeOf<Shared>().not.toBeNever();
  type Described = "vin" | "brand" | "request_id" | "capabilities" | "universal";
  expectTypeOf<Exclude<keyof Vehicle, Described | CapabilityName>>().toBeNever();
  expectTypeOf<VehiclePropertyData["diagnostics"]["odometer"]>().toEqualTypeOf<LengthQuantity>();
});
