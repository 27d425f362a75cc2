import { expect, test } from "vitest";
import type { JsonObject } from "../../source/json.ts";
import { extractEnumSchemas } from "./enum-schemas.ts";

const generics = [
  {
    name: "Envelope",
    schemas: /^(.+)Property$/,
    parameter: "data",
    enums: "$1",
    description: "",
    parameterDescription: "",
  },
];
function bundle(schemas: JsonObject): JsonObject {
  return { openapi: "3.1.1", components: { schemas } };
}

function envelope(data: JsonObject): JsonObject {
  return { properties: { data, time: { type: "string" } } };
}

function ref(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

test.each<{ name: string; given: JsonObject; want: JsonObject; names?: readonly string[] }>([
  {
    name: "take enums out of envelopes, with their descriptions",
    given: {
      LevelProperty: envelope({ enum: ["low"], description: "How low." }),
      Level2: { enum: ["low"] },
    },
    want: {
      LevelProperty: envelope(ref("Level")),
      Level2: { enum: ["low"] },
      Level: { enum: ["low"], description: "How low." },
    },
    names: ["Level"],
  },
  {
    name: "keep values that are not enums or already have a name",
    given: { TextProperty: envelope({ type: "string" }), LevelProperty: envelope(ref("Level")), Level: {} },
    want: { TextProperty: envelope({ type: "string" }), LevelProperty: envelope(ref("Level")), Level: {} },
  },
  {
    name: "describe the properties that refer to them",
    given: {
      A: {
        properties: {
          level: { ...ref("LevelProperty"), description: "Of oil." },
          levels: { type: "array", items: ref("LevelProperty"), description: "Of all." },
          silent: ref("LevelProperty"),
        },
      },
      LevelProperty: envelope({ type: "number", description: "How low." }),
    },
    want: {
      A: {
        properties: {
          level: { ...ref("LevelProperty"), description: "Of oil.\n\nHow low." },
          levels: { type: "array", items: ref("LevelProperty"), description: "Of all.\n\nHow low." },
          silent: ref("LevelProperty"),
        },
      },
      LevelProperty: envelope({ type: "number", description: "How low." }),
    },
  },
  {
    name: "have no part of schemas without the parameter, or that are no objects",
    given: { LevelProperty: { properties: { time: {} } }, OtherProperty: true, Third: { enum: ["low"] } },
    want: { LevelProperty: { properties: { time: {} } }, OtherProperty: true, Third: { enum: ["low"] } },
  },
  {
    name: "leave alone the description of a property whose value has none, or has a name",
    given: {
      A: {
        properties: {
          text: { ...ref("TextProperty"), description: "A text." },
          level: { ...ref("LevelProperty"), description: "A level." },
          other: { type: "string", description: "Other." },
        },
      },
      Level: {},
      LevelProperty: envelope({ ...ref("Level"), description: "How low." }),
      TextProperty: envelope({ type: "string" }),
    },
    want: {
      A: {
        properties: {
          text: { ...ref("TextProperty"), description: "A text." },
          level: { ...ref("LevelProperty"), description: "A level." },
          other: { type: "string", description: "Other." },
        },
      },
      Level: {},
      LevelProperty: envelope({ ...ref("Level"), description: "How low." }),
      TextProperty: envelope({ type: "string" }),
    },
  },
])("enum schemas $name", ({ given, want, names = [] }) => {
  expect(extractEnumSchemas(bundle(given), { file: "spec/names.yaml", generics })).toEqual({
    bundle: bundle(want),
    names,
  });
});

test("other members of the bundle and of a schema stay", () => {
  const level = { type: "object", ...envelope({ enum: ["low"] }) };
  const given = { openapi: "3.1.1", components: { schemas: { LevelProperty: level }, parameters: {} } };
  expect(extractEnumSchemas(given, { file: "spec/names.yaml", generics }).bundle).toEqual({
    openapi: "3.1.1",
    components: {
      schemas: {
        LevelProperty: { type: "object", ...envelope(ref("Level")) },
        Level: { enum: ["low"] },
      },
      parameters: {},
    },
  });
});

test("enum schemas reject a name that two of them would have", () => {
  const given = bundle({ AProperty: envelope({ enum: ["a"] }), BProperty: envelope({ enum: ["b"] }) });
  const [generic] = generics.map((each) => ({ ...each, enums: "Level" }));
  expect(() =>
    extractEnumSchemas(given, { file: "spec/names.yaml", generics: generic ? [generic] : [] }),
  ).toThrow(
    expect.objectContaining({
      name: "CodegenError",
      message:
        "spec/names.yaml #/generics/Envelope: the values of BProperty would be called Level, which is already the name of another schema",
    }),
  );
});

test("enum schemas reject a name that is taken", () => {
  const given = bundle({ LevelProperty: envelope({ enum: ["low"] }), Level: {} });
  expect(() => extractEnumSchemas(given, { file: "spec/names.yaml", generics })).toThrow(
    "spec/names.yaml #/generics/Envelope: the values of LevelProperty would be called Level, which is already the name of another schema",
  );
});
