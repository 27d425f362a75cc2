import type { JsonObject, JsonValue } from "../../src/source/json.ts";

/** Content in JSON of a component schema. */
function json(name: string): JsonObject {
  return { content: { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } } };
}

const description = "What it is for.";

/** A bundle with a string in every kind of place that reaches generated code. */
export const bundle: JsonObject = {
  openapi: "3.1.1",
  info: { title: "Cars", version: "1", description },
  servers: [{ url: "https://cars.example", description }],
  tags: [{ name: "cars", description }],
  paths: {
    "/cars/{vin}": {
      post: {
        operationId: "drive",
        summary: "Drives a car.",
        description,
        tags: ["cars"],
        security: [{ token: ["cars:drive"] }],
        "x-idempotent": false,
        "x-rate-limit": { calls: 1, periodSeconds: 1 },
        parameters: [
          { name: "vin", in: "path", required: true, description, schema: { type: "string" } },
          { name: "filter", in: "query", description, ...json("Filter") },
        ],
        requestBody: { description, required: true, ...json("Filter") },
        responses: { 200: { description, ...json("Car") }, 400: { description, ...json("Errors") } },
      },
    },
  },
  components: {
    securitySchemes: {
      token: {
        type: "oauth2",
        description,
        flows: {
          clientCredentials: { tokenUrl: "https://t.example", scopes: { "cars:drive": description } },
        },
      },
    },
    schemas: {
      Car: {
        type: "object",
        description,
        required: ["doors"],
        properties: {
          doors: { $ref: "#/components/schemas/DoorsCapability", description },
          colour: { type: "string", pattern: "^[a-z]+$", default: "red", example: "blue", title: "Colour" },
        },
      },
      DoorsCapability: {
        type: "object",
        properties: { lock: { $ref: "#/components/schemas/LockProperty", description } },
        additionalProperties: false,
      },
      LockProperty: {
        type: "object",
        properties: {
          data: { type: "string", enum: ["locked", "open"], description },
          time: { type: "string", format: "date-time" },
        },
      },
      Filter: { type: "object", properties: { mode: { const: "all" }, note: { type: "string" } } },
      Errors: { type: "object", properties: { errors: { type: "array", items: { type: "string" } } } },
    },
  },
  "x-sources": [{ id: "cars", file: "cars.yml", revision: "1", sha256: "00" }],
};

/** The names of a specification as JSON, because `names.yaml` has regular expressions as text. */
export const namesFile: JsonObject = {
  types: { Lock: "LockProperty.data", Vehicle: "Car", Doors: "Car.doors" },
  generics: {
    Property: {
      schemas: "^(.+)Property$",
      parameter: "data",
      enums: "$1State",
      description,
      parameterDescription: "The value.",
    },
  },
  lists: {},
};

function strictObject(properties: JsonObject, ...required: string[]): JsonObject {
  return { type: "object", required, properties, additionalProperties: false };
}

/** A document of push messages in the first format. */
export const pushDocument: JsonObject = {
  "x-sources": [{ id: "push", file: "push.yml", revision: "1", sha256: "00" }],
  "x-asyncapi": { components: { messages: { doors_get_lock: { payload: pushPayload() } } } },
};

function pushPayload(): JsonObject {
  const time = { type: "string", format: "date-time" };
  const text = { type: "string" };
  const failure = {
    anyOf: [{ type: "object", properties: { description: text, reason: text } }, { type: "null" }],
  };
  const data = { type: "string", enum: ["shut", "ajar"] };
  const sample = { ...strictObject({ data, failure, timestamp: time }), minProperties: 1 };
  return strictObject(
    {
      capability: { const: "doors" },
      data: {
        ...strictObject({ doors: { type: "object", properties: { lock: sample } } }, "doors"),
        minProperties: 1,
      },
      message_id: text,
      property: { const: "lock" },
      timestamp: time,
      version: { type: "number" },
      vin: text,
    },
    ...["capability", "data", "message_id", "property", "version", "vin"],
  );
}

const value = { type: "string", enum: ["low", "high"], description };
const item = strictObject({ data: value, timestamp: { type: "string", format: "date-time", description } });
const tariff = strictObject({ price: { type: "number", description }, unit: { type: "string" } }, "price");

/** A document of push messages in the second format. */
export const pushV2Document: JsonObject = {
  "x-sources": [{ id: "push-v2", file: "push.json", revision: "2", sha256: "00" }],
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
          application_id: { type: "string" },
          data: { $ref: "#/components/schemas/Content" },
          message_id: { type: "string" },
          version: { type: "number" },
          vin: { type: "string" },
        },
      },
      doors: {
        type: "object",
        description,
        properties: {
          level: { type: "array", description, items: item },
          price: {
            type: "array",
            items: strictObject({
              data: { $ref: "#/components/schemas/tariff" },
              timestamp: { type: "string", format: "date-time", description },
            }),
          },
        },
      },
      tariff: { ...tariff, description },
    },
  },
};

/** A key or a text of a document, with its path. */
export interface TextPlace {
  readonly path: readonly (string | number)[];
  readonly kind: "key" | "text";
}

/** Returns every place where a document has a text. */
export function textPlaces(value: JsonValue, path: readonly (string | number)[] = []): readonly TextPlace[] {
  if (typeof value === "string") return [{ path, kind: "text" }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]): readonly TextPlace[] => {
    const below = [...path, key];
    const places = textPlaces(child as JsonValue, below);
    return Array.isArray(value) ? places : [{ path: below, kind: "key" }, ...places];
  });
}

/** Returns the document with another text in one place; elsewhere the same text is replaced as well, if `everywhere`. */
export function withText(
  document: JsonValue,
  place: TextPlace,
  text: string,
  everywhere: boolean,
): JsonValue {
  const old = place.kind === "key" ? String(place.path.at(-1)) : String(valueAtPath(document, place.path));
  if (everywhere) return replaceText(document, old, text);
  const change = (value: JsonValue, [key, ...rest]: readonly (string | number)[]): JsonValue => {
    if (key === undefined) return place.kind === "text" ? text : value;
    if (Array.isArray(value))
      return value.map((item: JsonValue, index) =>
        String(index) === String(key) ? change(item, rest) : item,
      );
    return Object.fromEntries(
      Object.entries(value as JsonObject).map(([name, child]) => {
        if (name !== key) return [name, child];
        return [rest.length === 0 && place.kind === "key" ? text : name, change(child, rest)];
      }),
    );
  };
  return change(document, place.path);
}

function valueAtPath(document: JsonValue, path: readonly (string | number)[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(
    (value, key) => (value as Record<string, JsonValue> | undefined)?.[key],
    document,
  );
}

/** Replaces a text in all keys, values and last parts of references, so that documents stay consistent. */
function replaceText(value: JsonValue, old: string, text: string): JsonValue {
  if (typeof value === "string") {
    if (value === old) return text;
    const reference = `#/components/schemas/${old}`;
    return value === reference ? `#/components/schemas/${encodeURIComponent(text)}` : value;
  }
  if (Array.isArray(value)) return value.map((item: JsonValue) => replaceText(item, old, text));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([key, child]) => [
      key === old ? text : key,
      replaceText(child, old, text),
    ]),
  );
}
