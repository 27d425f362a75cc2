import { httpMethods } from "../source/http-methods.ts";
import { isArray, isObject, type JsonObject, type JsonValue, objectAt } from "../source/json.ts";
import { childPointer } from "../source/json-pointer.ts";

/** A part of an OpenAPI document that a reader needs words for. */
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
  /** JSON pointer (RFC 6901). */
  readonly pointer: string;
}

export interface Documentation {
  /** How many items the document has. */
  readonly total: number;
  /** Those without a description, in the document's order. */
  readonly undocumented: readonly DocumentationItem[];
}

/** What of an OpenAPI 3.1 document has no description. A reference needs one of its own beside the `$ref`. */
export function documentationOf(document: JsonObject): Documentation {
  const items = [...partsOf(document)];
  return {
    total: items.length,
    undocumented: items
      .filter(({ words }) => typeof words !== "string" || words.trim() === "")
      .map(({ kind, pointer }) => ({ kind, pointer })),
  };
}

interface Part extends DocumentationItem {
  readonly words: JsonValue | undefined;
}

type Parts = Iterable<Part>;
type Walk = (value: JsonValue, pointer: string) => Parts;

const described =
  (kind: Part["kind"], below: Walk = () => []): Walk =>
  (value, pointer) => [
    { kind, pointer, words: isObject(value) ? value["description"] : undefined },
    ...below(value, pointer),
  ];

/** Applies `walk` to every member of the object, or item of the list, that `value` has at `key`. */
function* each(value: JsonValue | undefined, pointer: string, [key, walk]: [string, Walk]): Parts {
  const children = isObject(value) ? value[key] : undefined;
  if (!isObject(children) && !isArray(children)) return;
  for (const [name, child] of Object.entries(children))
    yield* walk(child, childPointer(childPointer(pointer, key), name));
}

function* inside(value: JsonValue | undefined, pointer: string, [key, walk]: [string, Walk]): Parts {
  const child = isObject(value) ? value[key] : undefined;
  if (child !== undefined) yield* walk(child, childPointer(pointer, key));
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

const insideSchema: Walk = function* (value, pointer) {
  yield* each(value, pointer, ["$defs", described("schema", insideSchema)]);
  yield* each(value, pointer, ["properties", described("property", insideSchema)]);
  for (const key of subschemas) yield* inside(value, pointer, [key, insideSchema]);
  for (const key of subschemaLists) yield* each(value, pointer, [key, insideSchema]);
};

const schemaOf: Walk = (value, pointer) => inside(value, pointer, ["schema", insideSchema]);

const withContent: Walk = function* (value, pointer) {
  yield* schemaOf(value, pointer);
  yield* each(value, pointer, ["content", schemaOf]);
};

const insideResponse: Walk = function* (value, pointer) {
  yield* each(value, pointer, ["headers", described("header", withContent)]);
  yield* withContent(value, pointer);
};

const servers: [string, Walk] = ["servers", described("server")];
const parameters: [string, Walk] = ["parameters", described("parameter", withContent)];
const responses: [string, Walk] = ["responses", described("status", insideResponse)];

const insideOperation: Walk = function* (value, pointer) {
  yield* each(value, pointer, servers);
  yield* each(value, pointer, parameters);
  yield* inside(value, pointer, ["requestBody", described("body", withContent)]);
  yield* each(value, pointer, responses);
};

const insidePath: Walk = function* (value, pointer) {
  yield* each(value, pointer, servers);
  yield* each(value, pointer, parameters);
  for (const method of httpMethods)
    yield* inside(value, pointer, [method, described("operation", insideOperation)]);
};

const scope: Walk = (value, pointer) => [{ kind: "scope", pointer, words: value }];
const insideFlow: Walk = (value, pointer) => each(value, pointer, ["scopes", scope]);
const insideCredential: Walk = (value, pointer) => each(value, pointer, ["flows", insideFlow]);

function* partsOf(document: JsonObject): Parts {
  yield* inside(document, "", ["info", described("document")]);
  yield* each(document, "", servers);
  yield* each(document, "", ["tags", described("tag")]);
  yield* each(document, "", ["paths", insidePath]);
  yield* each(document, "", ["webhooks", insidePath]);
  const components = objectAt(document, "components");
  const below: readonly [string, Walk][] = [
    ["schemas", described("schema", insideSchema)],
    ["securitySchemes", described("credential", insideCredential)],
    ["requestBodies", described("body", withContent)],
    ["headers", described("header", withContent)],
    parameters,
    responses,
  ];
  for (const section of below) yield* each(components, "/components", section);
}
