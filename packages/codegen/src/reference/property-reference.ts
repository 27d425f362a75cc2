import type { PushV2Document } from "../generate/push-messages/push-v2-document.ts";
import type { FiledDocument } from "../source/files.ts";
import {
  isArray,
  type JsonObject,
  type JsonValue,
  objectAt,
  sortedEntries,
  stringAt,
} from "../source/json.ts";
import { resolveReference } from "../source/references.ts";
import {
  type CapabilityReference,
  type PropertyChannel,
  type PropertyReference,
  titleOf,
} from "./reference.ts";
import { followSchema, valueReference } from "./value-reference.ts";

/** The documents that describe vehicle data. */
export interface PropertySources {
  readonly bundle: JsonObject;
  /** The documents of V1 push messages. */
  readonly pushes: readonly FiledDocument[];
  readonly pushV2: PushV2Document | undefined;
}

/** The schema of the bundle that has a property for each capability. */
const vehicleData = "VehicleData";

/** The description of a property in one document. */
interface PropertyPlace {
  readonly way: PropertyChannel;
  readonly capability: string;
  readonly capabilityDescription: string;
  readonly name: string;
  readonly schema: JsonValue;
  readonly document: JsonObject;
}

/** Returns every property that vehicles report, by capability, and the ways in which it arrives. */
export function capabilityReferences(sources: PropertySources): readonly CapabilityReference[] {
  const { bundle, pushes, pushV2 } = sources;
  const places = [
    ...placesIn(bundle, vehicleData, "rest"),
    ...(pushV2 ? placesIn(pushV2.value, pushV2.content, "push-v2") : []),
    ...pushes.flatMap(({ value }) => placesInMessages(value)),
  ];
  return Object.entries(groupBy(places, ({ capability }) => capability)).map(([name, mine]) => ({
    name,
    title: titleOf(name),
    description: mine.find((place) => place.capabilityDescription !== "")?.capabilityDescription ?? "",
    properties: Object.values(groupBy(mine, (place) => place.name)).map(propertyReference),
  }));
}

/** The properties of the capabilities of a schema that has a member for each capability. */
function placesIn(document: JsonObject, content: string, way: PropertyChannel): readonly PropertyPlace[] {
  const schemas = objectAt(objectAt(document, "components"), "schemas");
  return Object.entries(objectAt(schemas[content], "properties")).flatMap(([capability, schema]) => {
    const { schema: found, description } = followSchema(schema, document);
    return Object.entries(objectAt(found, "properties")).flatMap(([name, property]) =>
      isProperty(property, document)
        ? [{ way, capability, capabilityDescription: description, name, schema: property, document }]
        : [],
    );
  });
}

/** Returns the property of each V1 message. */
function placesInMessages(document: JsonObject): readonly PropertyPlace[] {
  const messages = objectAt(objectAt(objectAt(document, "x-asyncapi"), "components"), "messages");
  return Object.values(messages).flatMap((message) => {
    const payload = followSchema(objectAt(message, "payload"), document).schema;
    const properties = objectAt(payload, "properties");
    const capability = stringAt(properties["capability"], "const");
    const name = stringAt(properties["property"], "const");
    if (capability === undefined || name === undefined) return [];
    const content = followSchema(properties["data"], document).schema;
    const inside = followSchema(objectAt(content, "properties")[capability], document).schema;
    const schema = objectAt(inside, "properties")[name] ?? {};
    return [{ way: "push-v1" as const, capability, capabilityDescription: "", name, schema, document }];
  });
}

/** Returns whether a schema is an item with its value in `data`, or a list of such items. */
function isProperty(schema: JsonValue, document: JsonObject): boolean {
  return Object.hasOwn(objectAt(itemOf(schema, document).item, "properties"), "data");
}

function itemOf(schema: JsonValue, document: JsonObject): { item: JsonObject; isList: boolean } {
  const { schema: found } = followSchema(schema, document);
  if (found["items"] === undefined) return { item: found, isList: false };
  return { item: followSchema(found["items"], document).schema, isList: true };
}

function propertyReference(places: readonly PropertyPlace[]): PropertyReference {
  const [first] = places;
  if (first === undefined) throw new TypeError("a property has at least one place");
  const { item } = itemOf(first.schema, first.document);
  const descriptions = places.map(({ schema, document }) => ownDescription(schema, document));
  return {
    name: first.name,
    title: titleOf(first.name),
    description: descriptions.find((text) => text !== "") ?? "",
    deprecated: places.some(({ schema, document }) => isDeprecated(schema, document)),
    ways: ways.filter((way) => places.some((place) => place.way === way)),
    hasItems: places.some(
      ({ way, schema, document }) => way !== "push-v2" && itemOf(schema, document).isList,
    ),
    value: valueReference(objectAt(item, "properties")["data"], first.document),
  };
}

const ways: readonly PropertyChannel[] = ["rest", "push-v1", "push-v2"];

/** Returns the description next to the reference: the item's own description is the same for all properties. */
function ownDescription(schema: JsonValue, document: JsonObject): string {
  const own = stringAt(schema, "description");
  if (own !== undefined) return own;
  const target = resolveReference(document, stringAt(schema, "$ref") ?? "");
  return isArray(objectAt(target, "items")) ? "" : (stringAt(target, "description") ?? "");
}

function isDeprecated(schema: JsonValue, document: JsonObject): boolean {
  const deprecated = objectAt({ schema }, "schema")["deprecated"];
  return deprecated === true || followSchema(schema, document).schema["deprecated"] === true;
}

/** In code unit order of the keys. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Readonly<Record<string, readonly T[]>> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return Object.fromEntries(sortedEntries(Object.fromEntries(groups)));
}
