import { type Draft, isDraft, listIn, type Mutation, ofSchema } from "./mutations.ts";

function isPlainText(schema: Draft): boolean {
  return schema["type"] === "string" && !("enum" in schema) && !("const" in schema);
}

function isNumber(schema: Draft): boolean {
  return schema["type"] === "number" || schema["type"] === "integer";
}

function isList(schema: Draft): boolean {
  return schema["type"] === "array";
}

function isObject(schema: Draft): boolean {
  return schema["type"] === "object" && isDraft(schema["properties"]);
}

function setting(passes: (schema: Draft) => boolean, keywords: Draft): Mutation {
  const isNew = (schema: Draft): boolean => Object.keys(keywords).every((key) => !(key in schema));
  return ofSchema(
    (schema) => passes(schema) && isNew(schema),
    (schema) => Object.assign(schema, structuredClone(keywords)),
  );
}

function dropping(keyword: string): Mutation {
  return ofSchema(
    (schema) => schema[keyword] !== undefined && schema[keyword] !== false,
    (schema) => delete schema[keyword],
  );
}

/** Each changes one keyword that types do not show, or that is not in every schema. */
export const keywordMutations: Readonly<Record<string, Mutation>> = {
  "demand unique elements": ofSchema(
    (schema) => isList(schema) && schema["uniqueItems"] !== true,
    (schema) => {
      schema["uniqueItems"] = true;
    },
  ),
  "allow repeated elements": dropping("uniqueItems"),
  "exclude a value": setting(isPlainText, { not: { const: "other" } }),
  "exclude no value": dropping("not"),
  "exclude another value": ofSchema(
    (schema) => isDraft(schema["not"]),
    (schema) => {
      schema["not"] = { const: "changed" };
    },
  ),
  "demand a pattern": setting(isPlainText, { pattern: "^b" }),
  "demand another pattern": ofSchema(
    (schema) => typeof schema["pattern"] === "string",
    (schema) => {
      schema["pattern"] = "^c";
    },
  ),
  "demand no pattern": dropping("pattern"),
  "require a coarser step": ofSchema(
    (schema) => schema["multipleOf"] === 2,
    (schema) => {
      schema["multipleOf"] = 4;
    },
  ),
  "demand no step": dropping("multipleOf"),
  "exclude a bound": setting(isNumber, { exclusiveMaximum: 100 }),
  "state another format": ofSchema(
    (schema) => schema["format"] === "date",
    (schema) => {
      schema["format"] = "time";
    },
  ),
  "state no format": dropping("format"),
  "encode the content": setting(isPlainText, { contentEncoding: "base64" }),
  "require a property together with another one": setting(isObject, {
    dependentRequired: { alpha: ["beta"] },
  }),
  "add a condition": setting(isNumber, {
    if: { minimum: 5 },
    else: { maximum: 3 },
  }),
  "demand an element": setting(isList, { contains: { type: "string" } }),
  "swap the positions of a tuple": ofSchema(
    (schema) => listIn(schema["prefixItems"]).length > 1,
    (schema) => {
      schema["prefixItems"] = listIn(schema["prefixItems"]).reverse();
    },
  ),
  "lengthen a tuple": ofSchema(
    (schema) => listIn(schema["prefixItems"]).length > 1,
    (schema) => {
      schema["prefixItems"] = [...listIn(schema["prefixItems"]), { type: "string" }];
    },
  ),
  "type the properties of a pattern": setting(isObject, { patternProperties: { "^y-": { type: "number" } } }),
  "describe no properties of a pattern": dropping("patternProperties"),
  "add null to the values": ofSchema(
    (schema) => Array.isArray(schema["enum"]) && !listIn(schema["enum"]).includes(null),
    (schema) => {
      schema["enum"] = [...listIn(schema["enum"]), null];
    },
  ),
  "demand some property": setting(isObject, { minProperties: 1 }),
  "state another default": ofSchema(
    (schema) => schema["default"] !== undefined,
    (schema) => {
      schema["default"] = "changed";
    },
  ),
  "state no default": dropping("default"),
  "let callers set it as well": dropping("readOnly"),
};
