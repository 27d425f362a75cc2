import {
  become,
  childOf,
  type Draft,
  type DraftValue,
  isDraft,
  listIn,
  type Mutation,
  ofSchema,
  schemasIn,
} from "./mutations.ts";

function mapValues(value: DraftValue, change: (value: DraftValue) => DraftValue): DraftValue {
  if (Array.isArray(value)) return change(value.map((item) => mapValues(item, change)));
  if (!isDraft(value)) return change(value);
  return change(
    Object.fromEntries(Object.entries(value).map(([key, child]) => [key, mapValues(child, change)])),
  );
}

const reversed = (value: DraftValue): DraftValue =>
  isDraft(value) ? Object.fromEntries(Object.entries(value).reverse()) : value;

/** Each writes the same API down in another way. */
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
    childOf(document, "components", "schemas")["Moved"] = { ...schema };
    become(schema, { $ref: "#/components/schemas/Moved" });
    return true;
  },
  "put a schema into an allOf": ofSchema(
    (schema) => schema["type"] === "object",
    (schema) => become(schema, { allOf: [{ ...schema }] }),
  ),
  "split a schema into an allOf": ofSchema(
    (schema) => Object.keys(childOf(schema, "properties")).length > 1 && !("additionalProperties" in schema),
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
};
