import { expect, test } from "vitest";
import { specification } from "../../../test/support/schema-kit.ts";
import { CodegenError } from "../../source/codegen-error.ts";
import type { JsonObject, JsonValue } from "../../source/json.ts";
import { checkKeywords, schemaKeywords } from "./keywords.ts";

function check(schema: JsonValue, openapi?: string): void {
  checkKeywords({ ...specification({}, openapi).at(schema), pointer: "/a" });
}

function fault(pointer: string, problem: string): CodegenError {
  return new CodegenError(problem, { file: "spec", pointer });
}

interface Form {
  readonly name: string;
  readonly keywords: readonly string[];
  readonly accepted: readonly JsonValue[];
  /** Each value with its words in the message. */
  readonly rejected: readonly (readonly [JsonValue, string])[];
}

const forms: readonly Form[] = [
  {
    name: "a string",
    keywords: ["$ref", "pattern", "format", "contentEncoding", "contentMediaType"],
    accepted: ["", "a"],
    rejected: [
      [1, "1"],
      [null, "nothing"],
    ],
  },
  {
    name: "true or false",
    keywords: ["uniqueItems", "deprecated", "readOnly", "writeOnly"],
    accepted: [true, false],
    rejected: [
      ["true", '"true"'],
      [0, "0"],
    ],
  },
  {
    name: "a number",
    keywords: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
    accepted: [0, -1.5],
    rejected: [
      ["1", '"1"'],
      [true, "true"],
    ],
  },
  {
    name: "a whole number that is not negative",
    keywords: [
      "minProperties",
      "maxProperties",
      "minContains",
      "maxContains",
      "minItems",
      "maxItems",
      "minLength",
      "maxLength",
    ],
    accepted: [0, 1],
    rejected: [
      [-1, "-1"],
      [1.5, "1.5"],
      ["1", '"1"'],
      [2 ** 53, "9007199254740992"],
    ],
  },
  {
    name: "a schema",
    keywords: [
      "not",
      "if",
      "then",
      "else",
      "additionalProperties",
      "unevaluatedProperties",
      "propertyNames",
      "items",
      "unevaluatedItems",
      "contains",
      "contentSchema",
    ],
    accepted: [{}, true, false],
    rejected: [
      ["string", '"string"'],
      [[], "a list"],
      [null, "nothing"],
    ],
  },
  {
    name: "a list of schemas",
    keywords: ["allOf", "anyOf", "oneOf", "prefixItems"],
    accepted: [[], [{}, true]],
    rejected: [
      [{}, "a mapping"],
      [[{}, "string"], "a list"],
    ],
  },
  {
    name: "a mapping to schemas",
    keywords: ["properties", "patternProperties", "dependentSchemas"],
    accepted: [{}, { a: {}, b: true }],
    rejected: [
      [[], "a list"],
      [{ a: {}, b: "string" }, "a mapping"],
    ],
  },
  { name: "a mapping", keywords: ["xml"], accepted: [{}, { name: 1 }], rejected: [["a", '"a"']] },
  {
    name: "the name of a type, or a list of them",
    keywords: ["type"],
    accepted: ["string", "float", [], ["string", "null"]],
    rejected: [
      [1, "1"],
      [["string", 1], "a list"],
    ],
  },
  { name: "a list", keywords: ["enum"], accepted: [[], [1, "a"]], rejected: [["a", '"a"']] },
  {
    name: "a list of strings",
    keywords: ["required"],
    accepted: [[], ["a", "b"]],
    rejected: [
      ["a", '"a"'],
      [["a", 1], "a list"],
    ],
  },
  {
    name: "a mapping to lists of strings",
    keywords: ["dependentRequired"],
    accepted: [{}, { a: ["b"], c: [] }],
    rejected: [
      [[], "a list"],
      [{ a: ["b"], c: "d" }, "a mapping"],
    ],
  },
  {
    name: "a mapping with `propertyName`",
    keywords: ["discriminator"],
    accepted: [{ propertyName: "kind" }],
    rejected: [
      ["kind", '"kind"'],
      [{ propertyName: 1 }, "a mapping"],
      [{}, "a mapping"],
    ],
  },
];

const ofKeywords = forms.flatMap((form) => form.keywords.map((keyword) => ({ ...form, keyword })));

test.each(ofKeywords)("`$keyword` must be $name", ({ keyword, name, accepted, rejected }) => {
  for (const value of accepted) expect(check({ [keyword]: value })).toBeUndefined();
  for (const [value, found] of rejected)
    expect(() => check({ title: "", [keyword]: value })).toThrow(
      fault(`/a/${keyword}`, `\`${keyword}\` must be ${name}, got ${found}`),
    );
});

test.each(["const", "default"])("`%s` may be any value", (keyword) => {
  for (const value of [null, 0, "", [], {}, false]) expect(check({ [keyword]: value })).toBeUndefined();
});

test("each compared keyword has a form", () => {
  const compared = Object.entries(schemaKeywords).filter(([, { treatment }]) => treatment === "compared");
  const known = ["const", "default", ...ofKeywords.map(({ keyword }) => keyword)];
  expect(compared.map(([name]) => name).sort()).toEqual(known.sort());
});

test.each<[JsonValue, string]>([
  ["a", '"a"'],
  [1, "1"],
  [[], "a list"],
  [null, "nothing"],
])("%j is not a schema", (value, found) => {
  expect(() => check(value)).toThrow(fault("/a", `a schema must be a mapping or a boolean, got ${found}`));
});

test.each<[JsonValue]>([[true], [false], [{}], [{ "x-a": 1, title: 1, $defs: 1 }]])(
  "%j is a schema",
  (schema) => {
    expect(check(schema)).toBeUndefined();
  },
);

test.each(["typ", "x", "a-x-", "constructor", "a/b"])("the keyword `%s` is unknown", (keyword) => {
  expect(() => check({ [keyword]: {} })).toThrow(
    fault(
      `/a/${keyword.replace("/", "~1")}`,
      `keyword \`${keyword}\` of a schema cannot be compared: it is unknown`,
    ),
  );
});

const withoutReferences: readonly JsonObject[] = [
  {},
  { type: "object" },
  { properties: { $ref: { type: "string" } } },
  { enum: [1, null, ["$ref"]] },
];

test.each(withoutReferences)("an id beside %j has no meaning", (schema) => {
  expect(check({ $id: "https://example.com/a", ...schema })).toBeUndefined();
});

test.each<[JsonObject]>([
  [{ $ref: "#/a" }],
  [{ properties: { a: {}, b: { $ref: "#/a" } } }],
  [{ allOf: [{}, { items: { $ref: "#/a" } }] }],
])("an id beside %j cannot be compared", (schema) => {
  expect(() => check({ $id: "https://example.com/a", ...schema })).toThrow(
    fault("/a/$id", "keyword `$id` cannot be compared: it changes the base of the references below it"),
  );
});

test("`nullable` and the flags of bounds are keywords of OpenAPI 3.0 only", () => {
  const nullable = { nullable: true };
  const flags = { exclusiveMinimum: true, exclusiveMaximum: false };
  const numbers = { exclusiveMinimum: 1, exclusiveMaximum: 2 };
  expect(check({ ...nullable, ...flags, type: "number" }, "3.0.3")).toBeUndefined();
  expect(check(numbers, "3.0.3")).toBeUndefined();
  const failures: readonly (readonly [JsonObject, string, string])[] = [
    [nullable, "3.1.0", 'keyword `nullable` cannot be compared: OpenAPI 3.1 has the type "null" instead'],
    [{ nullable: 1 }, "3.0.3", "`nullable` must be true or false, got 1"],
    [flags, "3.1.0", "`exclusiveMinimum` must be a number, got true"],
    [{ exclusiveMinimum: "1" }, "3.0.3", '`exclusiveMinimum` must be true, false or a number, got "1"'],
    [{ exclusiveMaximum: [] }, "3.0.3", "`exclusiveMaximum` must be true, false or a number, got a list"],
  ];
  for (const [schema, openapi, want] of failures) {
    const [keyword = ""] = Object.keys(schema);

    expect(() => check(schema, openapi)).toThrow(fault(`/a/${keyword}`, want));
  }
});
