import { isArray, isObject, type JsonObject, type JsonValue } from "../../source/json.ts";
import { childPointer } from "../../source/json-pointer.ts";
import { faultAt, isOpenapi30, kindOf, type Located } from "../documents/located.ts";

/** The form of a keyword's value. */
interface Form {
  readonly name: string;
  accepts(value: JsonValue): boolean;
}

/** How the comparison treats a keyword. No keyword is skipped silently. */
export type KeywordRule =
  | { readonly treatment: "compared"; readonly form: Form }
  | { readonly treatment: "no meaning"; readonly reason: string }
  | {
      readonly treatment: "rejected";
      readonly reason: string;
      /** Returns whether the keyword has no meaning in this place. */
      readonly unless?: (schema: JsonObject) => boolean;
    };

const text = compared("a string", isText);
const flag = compared("true or false", (value) => typeof value === "boolean");
const number = compared("a number", Number.isFinite);
const count = compared("a whole number that is not negative", isCount);
const schema = compared("a schema", isSchema);
const schemas = compared("a list of schemas", (value) => isArray(value) && value.every(isSchema));
const schemaMap = compared(
  "a mapping to schemas",
  (value) => isObject(value) && Object.values(value).every(isSchema),
);
const mapping = compared("a mapping", isObject);
const anything = compared("any value", () => true);

const prose = without("It explains; no value is valid or invalid because of it.");
const holder = without("It holds schemas. The targets of references are compared.");
const dynamic = refused("it makes the meaning of a reference depend on the path to the schema");

/** Every keyword of JSON Schema 2020-12 and of the schemas of OpenAPI 3.1; 3.0 is translated to 3.1 first. */
export const schemaKeywords: Readonly<Record<string, KeywordRule>> = {
  $ref: text,
  allOf: schemas,
  anyOf: schemas,
  oneOf: schemas,
  not: schema,
  if: schema,
  // biome-ignore lint/suspicious/noThenProperty: it is the name of a keyword, and this table is never awaited.
  then: schema,
  else: schema,
  // Some published documents have other names. An unknown name equals only itself.
  type: compared("the name of a type, or a list of them", (value) => isText(value) || isTexts(value)),
  enum: compared("a list", isArray),
  const: anything,
  discriminator: compared(
    "a mapping with `propertyName`",
    (value) => isObject(value) && typeof value["propertyName"] === "string",
  ),
  properties: schemaMap,
  patternProperties: schemaMap,
  additionalProperties: schema,
  unevaluatedProperties: schema,
  propertyNames: schema,
  required: compared("a list of strings", isTexts),
  dependentRequired: compared(
    "a mapping to lists of strings",
    (value) => isObject(value) && Object.values(value).every(isTexts),
  ),
  dependentSchemas: schemaMap,
  minProperties: count,
  maxProperties: count,
  items: schema,
  prefixItems: schemas,
  unevaluatedItems: schema,
  contains: schema,
  minContains: count,
  maxContains: count,
  minItems: count,
  maxItems: count,
  uniqueItems: flag,
  minimum: number,
  maximum: number,
  exclusiveMinimum: number,
  exclusiveMaximum: number,
  multipleOf: number,
  minLength: count,
  maxLength: count,
  pattern: text,
  format: text,
  contentEncoding: text,
  contentMediaType: text,
  contentSchema: schema,
  xml: mapping,
  default: anything,
  deprecated: flag,
  readOnly: flag,
  writeOnly: flag,
  title: prose,
  summary: prose,
  description: prose,
  example: prose,
  examples: prose,
  externalDocs: prose,
  $comment: prose,
  $schema: without("The schema is read as JSON Schema 2020-12, even if it names an older draft."),
  $defs: holder,
  definitions: holder,
  $id: {
    treatment: "rejected",
    reason: "it changes the base of the references below it",
    unless: (schema) => !hasReferences(schema),
  },
  $anchor: refused("references are followed by JSON pointer only"),
  $dynamicAnchor: dynamic,
  $dynamicRef: dynamic,
  $recursiveAnchor: dynamic,
  $recursiveRef: dynamic,
  $vocabulary: refused("it changes which keywords apply"),
  additionalItems: refused("JSON Schema 2020-12 has `items` beside `prefixItems` instead"),
  dependencies: refused("JSON Schema 2020-12 has `dependentRequired` and `dependentSchemas` instead"),
  nullable: refused('OpenAPI 3.1 has the type "null" instead'),
};

function isText(value: JsonValue): boolean {
  return typeof value === "string";
}

function isTexts(value: JsonValue): boolean {
  return isArray(value) && value.every(isText);
}

function isSchema(value: JsonValue): boolean {
  return isObject(value) || typeof value === "boolean";
}

function isCount(value: JsonValue): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** Returns whether a schema contains references at any depth. */
function hasReferences(value: JsonValue): boolean {
  if (isArray(value)) return value.some(hasReferences);
  if (!isObject(value)) return false;
  return typeof value["$ref"] === "string" || Object.values(value).some(hasReferences);
}

function compared(name: string, accepts: Form["accepts"]): KeywordRule {
  return { treatment: "compared", form: { name, accepts } };
}

function without(reason: string): KeywordRule {
  return { treatment: "no meaning", reason };
}

function refused(reason: string): KeywordRule {
  return { treatment: "rejected", reason };
}

/** Keywords with another form in OpenAPI 3.0. */
const openapi30Keywords: Readonly<Record<string, KeywordRule>> = {
  nullable: flag,
  exclusiveMinimum: compared("true, false or a number", isFlagOrNumber),
  exclusiveMaximum: compared("true, false or a number", isFlagOrNumber),
};

function isFlagOrNumber(value: JsonValue): boolean {
  return typeof value === "boolean" || typeof value === "number";
}

/**
 * Checks that every keyword of a schema is known and has a value of its form.
 * @throws {CodegenError} a keyword that is unknown, cannot be compared or is malformed
 */
export function checkKeywords(location: Located): void {
  const { value, document, pointer } = location;
  if (typeof value === "boolean") return;
  if (!isObject(value))
    throw faultAt(location, `a schema must be a mapping or a boolean, got ${kindOf(value)}`);
  const keywords = isOpenapi30(document) ? { ...schemaKeywords, ...openapi30Keywords } : schemaKeywords;
  for (const [key, child] of Object.entries(value)) {
    if (key.startsWith("x-")) continue;
    const rule = Object.hasOwn(keywords, key) ? keywords[key] : undefined;
    const problem = problemOf(key, child, rule, value);
    if (problem !== undefined) throw faultAt({ ...location, pointer: childPointer(pointer, key) }, problem);
  }
}

function problemOf(
  key: string,
  value: JsonValue,
  rule: KeywordRule | undefined,
  schema: JsonObject,
): string | undefined {
  if (rule === undefined) return `keyword \`${key}\` of a schema cannot be compared: it is unknown`;
  if (rule.treatment === "rejected")
    return rule.unless?.(schema) ? undefined : `keyword \`${key}\` cannot be compared: ${rule.reason}`;
  if (rule.treatment === "compared" && !rule.form.accepts(value))
    return `\`${key}\` must be ${rule.form.name}, got ${kindOf(value)}`;
  return undefined;
}
