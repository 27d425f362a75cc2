import { httpMethods } from "../source/http-methods.ts";
import { isArray, isObject, type JsonObject, type JsonValue, memberAt, objectAt } from "../source/json.ts";
import { childPointer } from "../source/json-pointer.ts";

/** A part of an OpenAPI document that needs a description. */
export interface DocumentationItem {
  readonly kind:
    | "document"
    | "server"
    | "tag"
    | "operation"
    | "parameter"
    | "body"
    | "status"
    | "header"
    | "schema"
    | "property"
    | "credential"
    | "scope";
  /** The file of the part, if it is not in the bundle. */
  readonly file?: string;
  /** JSON pointer (RFC 6901). */
  readonly pointer: string;
}

export interface Documentation {
  /** How many items the document has. */
  readonly total: number;
  /** The items without a description, in the document's order. */
  readonly undocumented: readonly DocumentationItem[];
}

/**
 * Returns which parts of an OpenAPI 3.1 document have no description. A reference needs its own description
 * next to the `$ref`.
 */
export function documentationOf(document: JsonObject): Documentation {
  const items = [...itemsOf(document)];
  return {
    total: items.length,
    undocumented: items
      .filter(({ description }) => typeof description !== "string" || description.trim() === "")
      .map(({ kind, pointer }) => ({ kind, pointer })),
  };
}

interface FoundItem extends DocumentationItem {
  readonly description: JsonValue | undefined;
}

type FoundItems = Iterable<FoundItem>;
/** Returns the items in the value at the pointer. */
type FindItems = (value: JsonValue, pointer: string) => FoundItems;

/** Returns a function that finds the value itself and what `below` finds in it. */
function itemOf(kind: FoundItem["kind"], below: FindItems = nothingBelow): FindItems {
  return (value, pointer) => [
    { kind, pointer, description: memberAt(value, "description") },
    ...below(value, pointer),
  ];
}

function nothingBelow(): FoundItems {
  return [];
}

/** Finds items in every member of the object, or every item of the list, at `key` of `value`. */
function* inEach(
  value: JsonValue | undefined,
  pointer: string,
  [key, find]: [string, FindItems],
): FoundItems {
  const children = memberAt(value, key);
  if (!isObject(children) && !isArray(children)) return;
  for (const [name, child] of Object.entries(children))
    yield* find(child, childPointer(childPointer(pointer, key), name));
}

function* inMember(
  value: JsonValue | undefined,
  pointer: string,
  [key, find]: [string, FindItems],
): FoundItems {
  const child = memberAt(value, key);
  if (child !== undefined) yield* find(child, childPointer(pointer, key));
}

const subschemas = [
  "items",
  "contains",
  "additionalProperties",
  "propertyNames",
  "not",
  "if",
  "then",
  "else",
];
const subschemaLists = ["oneOf", "anyOf", "allOf", "prefixItems", "patternProperties", "dependentSchemas"];

function* inSchema(value: JsonValue, pointer: string): FoundItems {
  yield* inEach(value, pointer, ["$defs", itemOf("schema", inSchema)]);
  yield* inEach(value, pointer, ["properties", itemOf("property", inSchema)]);
  for (const key of subschemas) yield* inMember(value, pointer, [key, inSchema]);
  for (const key of subschemaLists) yield* inEach(value, pointer, [key, inSchema]);
}

function inSchemaMember(value: JsonValue, pointer: string): FoundItems {
  return inMember(value, pointer, ["schema", inSchema]);
}

function* inContent(value: JsonValue, pointer: string): FoundItems {
  yield* inSchemaMember(value, pointer);
  yield* inEach(value, pointer, ["content", inSchemaMember]);
}

function* inResponse(value: JsonValue, pointer: string): FoundItems {
  yield* inEach(value, pointer, ["headers", itemOf("header", inContent)]);
  yield* inContent(value, pointer);
}

const servers: [string, FindItems] = ["servers", itemOf("server")];
const parameters: [string, FindItems] = ["parameters", itemOf("parameter", inContent)];
const responses: [string, FindItems] = ["responses", itemOf("status", inResponse)];

function* inOperation(value: JsonValue, pointer: string): FoundItems {
  yield* inEach(value, pointer, servers);
  yield* inEach(value, pointer, parameters);
  yield* inMember(value, pointer, ["requestBody", itemOf("body", inContent)]);
  yield* inEach(value, pointer, responses);
}

function* inPath(value: JsonValue, pointer: string): FoundItems {
  yield* inEach(value, pointer, servers);
  yield* inEach(value, pointer, parameters);
  for (const method of httpMethods)
    yield* inMember(value, pointer, [method, itemOf("operation", inOperation)]);
}

function scope(value: JsonValue, pointer: string): FoundItems {
  return [{ kind: "scope", pointer, description: value }];
}

function inFlow(value: JsonValue, pointer: string): FoundItems {
  return inEach(value, pointer, ["scopes", scope]);
}

function inCredential(value: JsonValue, pointer: string): FoundItems {
  return inEach(value, pointer, ["flows", inFlow]);
}

function* itemsOf(document: JsonObject): FoundItems {
  yield* inMember(document, "", ["info", itemOf("document")]);
  yield* inEach(document, "", servers);
  yield* inEach(document, "", ["tags", itemOf("tag")]);
  yield* inEach(document, "", ["paths", inPath]);
  yield* inEach(document, "", ["webhooks", inPath]);
  const components = objectAt(document, "components");
  const below: readonly [string, FindItems][] = [
    ["schemas", itemOf("schema", inSchema)],
    ["securitySchemes", itemOf("credential", inCredential)],
    ["requestBodies", itemOf("body", inContent)],
    ["headers", itemOf("header", inContent)],
    parameters,
    responses,
  ];
  for (const section of below) yield* inEach(components, "/components", section);
}
