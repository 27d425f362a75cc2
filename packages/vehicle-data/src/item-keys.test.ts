// Compares the table with the two specifications, so that a new version of one fails this test until the
// table is changed.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { itemKeys } from "./item-keys.ts";

interface Schema {
  readonly $ref?: string;
  readonly const?: string;
  readonly type?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

function spec(file: string): Readonly<Record<string, Schema>> {
  return parse(readFileSync(new URL(`../../../spec/${file}`, import.meta.url), "utf8")).components.schemas;
}

/** Capability, property and the members of an item's data, for every property that is a list. */
type List = readonly [capability: string, property: string, members: readonly string[]];

function resolver(schemas: Readonly<Record<string, Schema>>): (schema: Schema | undefined) => Schema {
  const resolve = (schema: Schema | undefined): Schema =>
    schema?.$ref ? resolve(schemas[schema.$ref.split("/").at(-1) ?? ""]) : (schema ?? {});
  return resolve;
}

function listsOf(
  resolve: (schema: Schema | undefined) => Schema,
  capability: string,
  properties: Schema["properties"],
): List[] {
  return Object.entries(properties ?? {}).flatMap(([property, content]) => {
    const { type, items } = resolve(content);
    const data = resolve(resolve(items).properties?.["data"]);
    return type === "array" ? [[capability, property, Object.keys(data.properties ?? {})] as const] : [];
  });
}

function listsOfResponses(): List[] {
  const schemas = spec("high-mobility.openapi.yaml");
  const resolve = resolver(schemas);
  return Object.entries(schemas["VehicleData"]?.properties ?? {}).flatMap(([capability, content]) =>
    listsOf(resolve, capability, resolve(content).properties),
  );
}

function listsOfMessages(): List[] {
  const schemas = spec("documents/push.yaml");
  const resolve = resolver(schemas);
  return Object.values(schemas).flatMap(({ properties = {} }) => {
    const capability = properties["capability"]?.const;
    const content = resolve(properties["data"]).properties?.[capability ?? ""];
    return capability === undefined ? [] : listsOf(resolve, capability, resolve(content).properties);
  });
}

const table: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = itemKeys;

test.each([
  ["responses", listsOfResponses(), 49],
  ["V1 messages", listsOfMessages(), 55],
])("every list of %s is in the table, with members that exist", (_source, lists, atLeast) => {
  expect(lists.length).toBeGreaterThanOrEqual(atLeast);
  for (const [capability, property, members] of lists) {
    const keys = table[capability]?.[property];
    expect(keys, `${capability}.${property}`).toBeDefined();
    for (const key of keys ?? []) expect(members, `${capability}.${property}`).toContain(key);
    // If the items have a location, the location identifies them.
    for (const key of ["location", "axle"]) if (members.includes(key)) expect(keys?.[0]).toBe(key);
    // If an item has only a name and one other member, the other member is the value.
    if (keys?.length && members.length === 2)
      expect(keys[1], `${capability}.${property}`).toBe(members.find((name) => name !== keys[0]));
  }
});
