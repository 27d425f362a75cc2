import {
  become,
  childOf,
  type Draft,
  type DraftValue,
  isDraft,
  listIn,
  type Mutation,
  ofSchema,
  operationIn,
  schemasIn,
} from "./mutations.ts";

function mapValues(value: DraftValue, change: (value: DraftValue) => DraftValue): DraftValue {
  if (Array.isArray(value)) return change(value.map((item) => mapValues(item, change)));
  if (!isDraft(value)) return change(value);
  return change(
    Object.fromEntries(Object.entries(value).map(([key, child]) => [key, mapValues(child, change)])),
  );
}

function reversed(value: DraftValue): DraftValue {
  return isDraft(value) ? Object.fromEntries(Object.entries(value).reverse()) : value;
}

/** Each mutation writes the same API in another way. */
export const neutralMutations: Readonly<Record<string, Mutation>> = {
  reword: (document) => {
    for (const schema of schemasIn(document))
      if (!("$ref" in schema)) schema["description"] = "In other words.";
    return true;
  },
  reorder: (document) => {
    become(document, mapValues(document, reversed) as Draft);
    for (const schema of schemasIn(document))
      for (const key of ["enum", "oneOf", "required"])
        if (Array.isArray(schema[key])) schema[key] = listIn(schema[key]).reverse();
    return true;
  },
  "rename a component": (document) => {
    if (!("Engine" in childOf(document, "components", "schemas"))) return false;
    const renamed = mapValues(document, (value) =>
      value === "#/components/schemas/Engine" ? "#/components/schemas/Motor" : value,
    );
    become(document, renamed as Draft);
    const schemas = childOf(document, "components", "schemas");
    schemas["Motor"] = schemas["Engine"] ?? {};
    delete schemas["Engine"];
    return true;
  },
  "move a schema to the components": (document, pick) => {
    const schema = pick(schemasIn(document).filter((candidate) => candidate["type"] === "object"));
    if (!schema) return false;
    const schemas = childOf(document, "components", "schemas");
    // It may be done twice.
    const name = `Moved${Object.keys(schemas).length}`;
    schemas[name] = { ...schema };
    become(schema, { $ref: `#/components/schemas/${name}` });
    return true;
  },
  "put a schema into an allOf": ofSchema(
    (schema) => schema["type"] === "object",
    (schema) => become(schema, { allOf: [{ ...schema }] }),
  ),
  "split a schema into an allOf": ofSchema(
    (schema) =>
      Object.keys(childOf(schema, "properties")).length > 1 &&
      Object.keys(schema).every((key) => ["type", "properties", "required", "description"].includes(key)),
    (schema) => {
      const [first, ...rest] = Object.entries(childOf(schema, "properties"));
      const required = listIn(schema["required"]);
      const part = (entries: [string, DraftValue][]): Draft => {
        const mine = required.filter((name) => entries.some(([key]) => key === name));
        return {
          type: "object",
          properties: Object.fromEntries(entries),
          ...(mine.length > 0 ? { required: mine } : {}),
        };
      };
      become(schema, { allOf: [part(first ? [first] : []), part(rest)] });
    },
  ),
  "put a schema into a oneOf": ofSchema(
    (schema) => schema["type"] === "object",
    (schema) => become(schema, { oneOf: [{ ...schema }] }),
  ),
  "reorder the parts of an allOf": ofSchema(
    (schema) => listIn(schema["allOf"]).length > 1,
    (schema) => {
      schema["allOf"] = listIn(schema["allOf"]).reverse();
    },
  ),
  "write an enum as constants": ofSchema(
    (schema) => Array.isArray(schema["enum"]) && Object.keys(schema).length === 2,
    (schema) => become(schema, { oneOf: listIn(schema["enum"]).map((value) => ({ const: value })) }),
  ),
  "write a list of types as alternatives": ofSchema(
    (schema) => Array.isArray(schema["type"]) && Object.keys(schema).length === 1,
    (schema) => become(schema, { anyOf: listIn(schema["type"]).map((type) => ({ type })) }),
  ),
  "nest alternatives": ofSchema(
    (schema) => listIn(schema["oneOf"]).length > 1,
    (schema) => {
      schema["oneOf"] = [{ oneOf: listIn(schema["oneOf"]) }];
    },
  ),
  "allow any elements explicitly": ofSchema(
    (schema) => isDraft(schema["items"]) && Object.keys(schema["items"]).length === 0,
    (schema) => delete schema["items"],
  ),
  "write an inclusive bound as an exclusive one": ofSchema(
    (schema) => schema["type"] === "integer" && typeof schema["minimum"] === "number",
    (schema) => {
      schema["exclusiveMinimum"] = Number(schema["minimum"]) - 1;
      delete schema["minimum"];
    },
  ),
  "allow any additional members explicitly": ofSchema(
    (schema) => Object.keys(childOf(schema, "properties")).length > 0 && !("additionalProperties" in schema),
    (schema, pick) => {
      schema["additionalProperties"] = pick<DraftValue>([true, {}]) ?? true;
    },
  ),
  "add the encoding of JSON": (document) => {
    const body = childOf(operationIn(document), "requestBody");
    const content = childOf(body, "content");
    const media = content["application/json"];
    if (media === undefined) return false;
    body["content"] = { ...content, "application/json; charset=utf-8": media };
    return delete childOf(body, "content")["application/json"];
  },
  "reorder the credentials": (document) => {
    const operation = operationIn(document);
    const alternatives = listIn(operation["security"]);
    operation["security"] = alternatives.reverse();
    return alternatives.length > 1;
  },
};
