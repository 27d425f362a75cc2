import { expect, test } from "vitest";
import type { JsonObject } from "../../source/json.ts";
import { type GeneratedValidators, generateValidators } from "../validators/generate-validators.ts";
import { inheritDescriptions } from "./inherit-descriptions.ts";
import type { PushV2Document } from "./push-v2-document.ts";

const time = { type: "string", format: "date-time" };
const text = { type: "string" };
const lockState = { type: "string", enum: ["unlocked", "locked"] };
function closed(properties: JsonObject, ...required: string[]): JsonObject {
  return { type: "object", required, properties, additionalProperties: false };
}

function itemOf(data: JsonObject): JsonObject {
  return closed({
    data: { ...data, description: "The value." },
    timestamp: { ...time, description: "When." },
  });
}

function list(data: JsonObject, items: JsonObject = itemOf(data)): JsonObject {
  return { type: "array", description: "Lists.", items };
}

const tariff = closed({ price: { type: "number", description: "The price." }, unit: text }, "price");

function pushV2(doors: JsonObject, envelope: JsonObject = {}): PushV2Document {
  return {
    file: "push.yaml",
    envelope: "Envelope",
    content: "Content",
    orphans: [],
    ids: [],
    value: {
      components: {
        schemas: {
          Content: {
            type: "object",
            minProperties: 1,
            properties: { doors: { $ref: "#/components/schemas/doors" } },
          },
          Envelope: {
            type: "object",
            required: ["application_id", "data", "message_id", "version", "vin"],
            properties: {
              application_id: text,
              data: { $ref: "#/components/schemas/Content" },
              message_id: text,
              version: { type: "number" },
              vin: text,
            },
            ...envelope,
          },
          doors: { type: "object", description: "Doors of a vehicle.", properties: doors },
          tariff: { ...tariff, description: "A price." },
          count: { ...itemOf({ type: "integer" }), description: "A reading." },
        },
      },
    },
  };
}

const bundle: JsonObject = {
  paths: {},
  components: { schemas: { LockState: lockState, Tariff: { type: "object", properties: { other: text } } } },
};

interface Components {
  readonly components: { readonly schemas: JsonObject };
}

function generated(document: PushV2Document, value: JsonObject = bundle): GeneratedValidators {
  return generateValidators(
    value,
    { file: "names.yaml", generics: [] },
    { bundleFile: "bundle.yaml", pushes: [], pushV2: document, runtime: new Map() },
  );
}

test("prints a module per capability, and one for whole messages", () => {
  const { files } = generated(pushV2({ front_lock: list(lockState) }));
  expect(
    files.get("validators/push-v2/doors.ts"),
  ).toBe(`import type { PushMessageV2 } from "../../push-v2.ts";
import type { Check } from "../runtime/check.ts";
import { messageV2Validator } from "../runtime/push-message-v2.ts";
import type { ResponseValidator } from "../runtime/validator.ts";

export const checkDoorsV2: Check = {
  kind: "object",
  properties: {
    front_lock: {
      kind: "array",
      items: {
        kind: "object",
        properties: {
          data: { kind: "enum", values: ["unlocked", "locked"] },
          timestamp: { kind: "string", format: "date-time" },
        },
        additionalProperties: false,
      },
    },
  },
};

export const validateDoorsMessageV2: ResponseValidator<PushMessageV2<"doors">> =
  /* @__PURE__ */ messageV2Validator({ doors: checkDoorsV2 });
`);
  expect(files.get("validators/push-v2/push-message.ts")).toContain(
    "validatePushMessageV2: ResponseValidator<PushMessageV2> =\n  /* @__PURE__ */ messageV2Validator({ doors: checkDoorsV2 });",
  );
  expect(files.get("validators/push-v2/index.ts")).toBe(
    'export { validateDoorsMessageV2 } from "./doors.ts";\nexport { validatePushMessageV2 } from "./push-message.ts";\n',
  );
});

test("a quantity with other units than in the bundle has the same name as in the bundle", () => {
  const power = closed({ unit: { type: "string", enum: ["watts"] } });
  const document = pushV2({ power: list({ $ref: "#/components/schemas/power" }) });
  const schemas = { ...(document.value as unknown as Components).components.schemas, power };
  const withPower = { ...document, value: { components: { schemas } } };
  const quantity = { type: "object", properties: { unit: { type: "string", enum: ["kilowatts"] } } };
  const value = { paths: {}, components: { schemas: { PowerQuantity: quantity } } };
  expect(generated(withPower, value).pushTypes?.code).toContain("readonly power: PowerQuantityV2;");
});

test("types a value by its name in the bundle, by its own structure, or inline", () => {
  const { pushTypes } = generated(
    pushV2({
      count: { ...list({}, { $ref: "#/components/schemas/count" }), deprecated: true },
      front_lock: list(lockState),
      kind: list({ type: "string", enum: ["x", "y"] }),
      "price-list": list({ $ref: "#/components/schemas/tariff" }),
      signed: closed({ data: text }),
    }),
  );
  expect(pushTypes?.code).toContain('import type { LockState } from "./types.ts";\n');
  expect(pushTypes?.code).toContain(`/** A price. */
export interface TariffV2 {
  /** The price. */
  readonly price: number;
  readonly unit?: string;
}
`);
  expect(pushTypes?.code).toContain(`/** A reading. */
export interface PushItemV2<Data> {
  /** The value. */
  readonly data?: Data;
  /** When. */
  readonly timestamp?: string;
}
`);
  expect(pushTypes?.code).toContain(`  /** Doors of a vehicle. */
  readonly doors: {
    /**
     * Lists.
     *
     * @deprecated
     */
    readonly count: number;
    /** Lists. */
    readonly front_lock: LockState;
    /** Lists. */
    readonly kind: "x" | "y";
    /** Lists. */
    readonly "price-list": TariffV2;
  };
`);
  expect(pushTypes?.names).toEqual([
    "TariffV2",
    "CapabilityName",
    "PropertyName",
    "PushCapabilityV2",
    "PushItemV2",
    "PushMessageV2",
    "VehiclePropertyData",
  ]);
});

test.each([
  {
    name: "another envelope",
    document: pushV2({ lock: list(lockState) }, { additionalProperties: false }),
    want: "push.yaml #/components/schemas/Envelope: is not the envelope that",
  },
  {
    name: "a property that is not a list",
    document: pushV2({ lock: lockState }),
    want: "push.yaml #/components/schemas/doors: property lock is not a list of items with `data`",
  },
  {
    name: "items without data",
    document: pushV2({ lock: { type: "array", items: closed({ timestamp: time }) } }),
    want: "property lock is not a list of items with `data`",
  },
  {
    name: "items that differ",
    document: pushV2({
      lock: list(lockState),
      open: list(lockState, closed({ data: lockState, timestamp: text, quality: text })),
    }),
    want: "the items of open differ from those of lock in more than their data",
  },
])("rejects $name", ({ document, want }) => {
  expect(() => generated(document)).toThrow(want);
});

test("copies descriptions of schemas with the same name and form in the bundle", () => {
  const value = (description?: string): JsonObject => ({
    type: "number",
    ...(description ? { description } : {}),
  });
  const document: JsonObject = {
    components: {
      schemas: {
        Content: { type: "object", properties: { doors: { $ref: "#/components/schemas/doors" } } },
        doors: { type: "object", properties: { lock: { type: "array" }, open: { type: "array" } } },
        length: { type: "object", properties: { unit: text, value: value() } },
        location: { type: "string", enum: ["front", "rear"] },
      },
    },
  };
  const ours: JsonObject = {
    components: {
      schemas: {
        VehicleData: { properties: { doors: { description: "All doors." } } },
        DoorsCapability: { description: "Doors.", properties: { lock: { description: "Locks." } } },
        LengthQuantity: { description: "A length.", properties: { unit: text, value: value("The length.") } },
        Location: { description: "A corner.", type: "string", enum: ["left", "right"] },
      },
    },
  };
  expect(inheritDescriptions(document, "Content", ours)).toEqual({
    components: {
      schemas: {
        Content: {
          type: "object",
          properties: { doors: { $ref: "#/components/schemas/doors", description: "All doors." } },
        },
        doors: {
          type: "object",
          description: "Doors.",
          properties: { lock: { type: "array", description: "Locks." }, open: { type: "array" } },
        },
        length: {
          type: "object",
          description: "A length.",
          properties: { unit: text, value: value("The length.") },
        },
        location: { type: "string", enum: ["front", "rear"] },
      },
    },
  });
});
