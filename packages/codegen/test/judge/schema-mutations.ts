import {
  become,
  childOf,
  type Draft,
  isDraft,
  listIn,
  type Mutation,
  ofSchema,
  type Pick,
} from "./mutations.ts";

function isObject(schema: Draft): boolean {
  return schema["type"] === "object" && isDraft(schema["properties"]);
}

function hasMembers(schema: Draft): boolean {
  return Object.keys(childOf(schema, "properties")).length > 0;
}

function isPrimitive(schema: Draft): boolean {
  return ["string", "number", "integer", "boolean"].includes(String(schema["type"]));
}

function isPlainText(schema: Draft): boolean {
  return schema["type"] === "string" && !("enum" in schema) && !("const" in schema);
}

function hasValues(schema: Draft): boolean {
  return Array.isArray(schema["enum"]);
}

function addMember(schema: Draft, isRequired: boolean): void {
  schema["properties"] = { ...childOf(schema, "properties"), added: { type: "string" } };
  if (isRequired) schema["required"] = [...listIn(schema["required"]), "added"];
}

function memberOf(schema: Draft, pick: Pick, isRequired?: boolean): string | undefined {
  const required = listIn(schema["required"]);
  const names = Object.keys(childOf(schema, "properties"));
  return pick(names.filter((name) => isRequired === undefined || required.includes(name) === isRequired));
}

function hasMember(isRequired: boolean): (schema: Draft) => boolean {
  return (schema) => isObject(schema) && memberOf(schema, ([first]) => first, isRequired) !== undefined;
}

function setRequired(schema: Draft, required: readonly string[]): void {
  if (required.length > 0) schema["required"] = [...required];
  else delete schema["required"];
}

function otherThan(schema: Draft, name: string | undefined): string[] {
  return listIn(schema["required"])
    .map(String)
    .filter((other) => other !== name);
}

/** Each mutation changes one schema in one way. */
export const schemaMutations: Readonly<Record<string, Mutation>> = {
  "add an optional property": ofSchema(isObject, (schema) => addMember(schema, false)),
  "add a required property": ofSchema(isObject, (schema) => addMember(schema, true)),
  "describe an empty object": ofSchema(
    (schema) => isObject(schema) && !hasMembers(schema),
    (schema, pick) => addMember(schema, pick([true, false]) === true),
  ),
  "remove a property": ofSchema(
    (schema) => isObject(schema) && hasMembers(schema),
    (schema, pick) => {
      const name = memberOf(schema, pick);
      setRequired(schema, otherThan(schema, name));
      if (name !== undefined) delete childOf(schema, "properties")[name];
    },
  ),
  "remove the only property": ofSchema(
    (schema) => isObject(schema) && Object.keys(childOf(schema, "properties")).length === 1,
    (schema) => become(schema, { type: "object", properties: {} }),
  ),
  "require a property": ofSchema(hasMember(false), (schema, pick) => {
    const name = memberOf(schema, pick, false);
    setRequired(schema, [...otherThan(schema, name), ...(name === undefined ? [] : [name])]);
  }),
  "make a property optional": ofSchema(hasMember(true), (schema, pick) =>
    setRequired(schema, otherThan(schema, memberOf(schema, pick, true))),
  ),
  retype: ofSchema(isPrimitive, (schema) =>
    become(schema, { type: schema["type"] === "boolean" ? "string" : "boolean" }),
  ),
  "change the type to an object": ofSchema(isPrimitive, (schema) =>
    become(schema, { type: "object", properties: { value: { type: "string" } } }),
  ),
  "accept two types": ofSchema(isPlainText, (schema) => become(schema, { type: ["string", "number"] })),
  "accept anything": ofSchema(isPrimitive, (schema) => become(schema, {})),
  "restrict a schema for any value": ofSchema(
    (schema) => Object.keys(schema).length === 0,
    (schema) => become(schema, { type: "string" }),
  ),
  "allow fractions": ofSchema(
    (schema) => schema["type"] === "integer",
    (schema) => become(schema, { ...schema, type: "number" }),
  ),
  "forbid fractions": ofSchema(
    (schema) => schema["type"] === "number",
    (schema) => become(schema, { ...schema, type: "integer" }),
  ),
  "allow null": ofSchema(isPrimitive, (schema) => {
    schema["type"] = [String(schema["type"]), "null"];
  }),
  "allow null as an alternative": ofSchema(isObject, (schema) =>
    become(schema, { oneOf: [{ ...schema }, { type: "null" }] }),
  ),
  "forbid null": ofSchema(
    (schema) => Array.isArray(schema["type"]),
    (schema) => {
      schema["type"] = listIn(schema["type"])[0] ?? "string";
    },
  ),
  "add an enum value": ofSchema(hasValues, (schema) => {
    schema["enum"] = [...listIn(schema["enum"]), "added"];
  }),
  "remove an enum value": ofSchema(
    (schema) => listIn(schema["enum"]).length > 1,
    (schema) => {
      schema["enum"] = listIn(schema["enum"]).slice(1);
    },
  ),
  "list the values": ofSchema(isPlainText, (schema) => {
    schema["enum"] = ["one", "two"];
  }),
  "no longer list the values": ofSchema(hasValues, (schema) => {
    delete schema["enum"];
  }),
  "write a single value as a constant": ofSchema(
    (schema) => listIn(schema["enum"]).length === 1,
    (schema) => {
      schema["const"] = listIn(schema["enum"])[0] ?? "";
      delete schema["enum"];
    },
  ),
  deprecate: ofSchema(hasMembers, (schema, pick) => {
    const member = childOf(schema, "properties", memberOf(schema, pick) ?? "");
    if (!("$ref" in member)) member["deprecated"] = true;
  }),
  nest: ofSchema(isPrimitive, (schema) =>
    become(schema, { type: "object", properties: { inner: { ...schema } } }),
  ),
  "make a list of it": ofSchema(isPrimitive, (schema) =>
    become(schema, { type: "array", items: { ...schema } }),
  ),
  "bound the length": ofSchema(isPlainText, (schema) => {
    schema["maxLength"] = 5;
  }),
  "lift the bound": ofSchema(
    (schema) => "maxLength" in schema || "minimum" in schema,
    (schema) => {
      delete schema["maxLength"];
      delete schema["minimum"];
    },
  ),
  "state a format": ofSchema(isPlainText, (schema) => {
    schema["format"] = "uuid";
  }),
  "state a default": ofSchema(isPlainText, (schema) => {
    schema["default"] = "none";
  }),
  "make it read-only": ofSchema(isPrimitive, (schema) => {
    schema["readOnly"] = true;
  }),
  "make it write-only": ofSchema(isPrimitive, (schema) => {
    schema["writeOnly"] = true;
  }),
  "type further members": ofSchema(isObject, (schema) => {
    schema["additionalProperties"] = { type: "number" };
  }),
  "type the members of an empty object": ofSchema(
    (schema) => isObject(schema) && !hasMembers(schema),
    (schema) => {
      schema["additionalProperties"] = { type: "number" };
    },
  ),
  "remove the type of additional members": ofSchema(
    (schema) => isDraft(schema["additionalProperties"]),
    (schema) => {
      delete schema["additionalProperties"];
    },
  ),
  "reject further members": ofSchema(
    (schema) => isObject(schema) && !("additionalProperties" in schema),
    (schema) => {
      schema["additionalProperties"] = false;
    },
  ),
  "accept further members": ofSchema(
    (schema) => schema["additionalProperties"] === false,
    (schema) => {
      delete schema["additionalProperties"];
    },
  ),
  "name a member of a map": ofSchema(
    (schema) => isDraft(schema["additionalProperties"]) && !("properties" in schema),
    (schema) => {
      schema["properties"] = { named: structuredClone(childOf(schema, "additionalProperties")) };
    },
  ),
  "add an alternative": ofSchema(
    (schema) => listIn(schema["oneOf"]).length > 1,
    (schema) => {
      const kind = { type: "string", const: "middle" };
      schema["oneOf"] = [
        ...listIn(schema["oneOf"]),
        { type: "object", properties: { kind, extra: { type: "string" } }, required: ["kind"] },
      ];
    },
  ),
  "remove an alternative": ofSchema(
    (schema) => listIn(schema["oneOf"]).length > 1,
    (schema) => {
      schema["oneOf"] = listIn(schema["oneOf"]).slice(1);
    },
  ),
};
