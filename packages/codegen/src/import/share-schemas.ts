import { isArray, isObject, type JsonObject, type JsonValue, objectAt } from "../source/json.ts";
import { schemaReference } from "../source/references.ts";

export interface SharedSchemas {
  /** The schema, with references to the shared ones. */
  readonly root: JsonObject;
  /** The schemas that occurred several times or have a name in `$defs`, by name. */
  readonly shared: Readonly<Record<string, JsonObject>>;
}

/**
 * Writes every structure of a schema once. Some official documents are published with all their references
 * resolved, so that one structure occurs hundreds of times in them, in addition to unused `$defs`. Names come
 * from these `$defs`, or else from the property that has the structure.
 */
export function shareSchemas(schema: JsonObject): SharedSchemas {
  if (refersToDefinitions(schema)) return { root: schema, shared: {} };
  const counts = new Map<string, number>();
  const found: DefinitionNames = { definitions: new Map(), values: new Map() };
  countStructures(schema, counts, found);

  const names = new Map<string, string>();
  const shared: Record<string, JsonObject> = {};

  /** @param isNamed whether the schema is written with its name even if it occurs only once */
  function share(node: JsonValue, hint: string, isNamed: boolean): JsonValue {
    if (!isObject(node)) return node;
    const text = textOf(node);
    const definition = found.definitions.get(text);
    const isShared =
      isStructure(node) && (isNamed || definition !== undefined || (counts.get(text) ?? 0) > 1);
    if (!isShared) return withChildren(node, hint);
    const known = names.get(text);
    const name = known ?? freeName(definition ?? found.values.get(text) ?? hint);
    if (known === undefined) {
      names.set(text, name);
      taken.add(name);
      shared[name] = withChildren(node, name);
    }
    return { $ref: schemaReference(name) };
  }

  const taken = new Set(Object.keys(objectAt(schema, "properties")));
  function freeName(name: string): string {
    let free = name;
    for (let count = 2; taken.has(free); count += 1) free = `${name}_${count}`;
    return free;
  }

  function withChildren(node: JsonObject, name: string): JsonObject {
    const { $defs: _, ...rest } = node;
    return mapSubschemas(rest, (child, key) =>
      share(child, key ?? name, key === valueProperty && isObject(child) && child["type"] === "object"),
    );
  }

  const { $defs: _, ...rest } = schema;
  const root = mapSubschemas(rest, (child, key) => {
    if (key === undefined || !isObject(child) || !isStructure(child))
      return share(child, key ?? "root", false);
    // Each property of the whole schema stays a separate schema, even if another one is equal.
    shared[key] = withChildren(child, key);
    return { $ref: schemaReference(key) };
  });
  return { root, shared };
}

interface DefinitionNames {
  /** Maps the text of a definition to its name. */
  readonly definitions: Map<string, string>;
  /** Maps the text of the value inside a definition to the name without the prefix. */
  readonly values: Map<string, string>;
}

/** The property that holds the value of what a vehicle reports. */
const valueProperty = "data";
const definitionPrefix = "property_";

/** Counts the different structures that contain each structure. */
function countStructures(node: JsonValue, counts: Map<string, number>, found: DefinitionNames): void {
  if (!isObject(node)) return;
  const { $defs: definitions, ...rest } = node;
  const count = (counts.get(textOf(node)) ?? 0) + 1;
  counts.set(textOf(node), count);
  // The content of a repeated structure is written once together with it.
  if (count > 1) return;
  for (const [name, definition] of isObject(definitions) ? Object.entries(definitions) : [])
    addDefinition(name, definition, found);
  mapSubschemas(rest, (child) => {
    countStructures(child, counts, found);
    return child;
  });
}

function addDefinition(name: string, definition: JsonValue, { definitions, values }: DefinitionNames): void {
  if (!definitions.has(textOf(definition))) definitions.set(textOf(definition), name);
  const value = objectAt(definition, "properties")[valueProperty];
  if (value === undefined || !name.startsWith(definitionPrefix) || values.has(textOf(value))) return;
  values.set(textOf(value), name.slice(definitionPrefix.length));
}

/** Returns whether a schema gets a name: it has properties, or it lists values. */
function isStructure(node: JsonObject): boolean {
  const { enum: values } = node;
  return isObject(node["properties"]) || (isArray(values) && values.length > 1);
}

/** Returns the same text for the same facts, because the importer writes keywords in a fixed order. */
function textOf(node: JsonValue): string {
  if (!isObject(node)) return JSON.stringify(node);
  const { $defs: _, ...rest } = node;
  return JSON.stringify(rest);
}

const singles = ["items", "additionalProperties", "not"];
const lists = ["allOf", "anyOf", "oneOf"];

/** Returns the schema with the schemas directly below replaced; `key` is set for properties. */
function mapSubschemas(
  node: JsonObject,
  change: (child: JsonValue, key: string | undefined) => JsonValue,
): JsonObject {
  return mapValues(node, (value, keyword) => {
    if (keyword === "properties" && isObject(value)) return mapValues(value, change);
    if (keyword === "patternProperties" && isObject(value))
      return mapValues(value, (child) => change(child, undefined));
    if (singles.includes(keyword)) return change(value, undefined);
    if (lists.includes(keyword) && isArray(value)) return value.map((child) => change(child, undefined));
    return value;
  });
}

function mapValues(
  node: JsonObject,
  change: (value: JsonValue, key: string) => JsonValue,
): Record<string, JsonValue> {
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, change(value, key)]));
}

function refersToDefinitions(schema: JsonObject): boolean {
  return /"\$ref":"#[^"]*\/\$defs\//.test(JSON.stringify(schema));
}
