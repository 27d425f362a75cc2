// Only this module knows how the platform encodes a value.
import { itemKeys } from "./item-keys.ts";
import type { SampleFailure } from "./sample.ts";

export interface SamplePlace {
  readonly capability: string;
  readonly property: string;
}

export interface ReadItem {
  /** The name of the item, if the data has one. */
  readonly name: string | undefined;
  readonly value: unknown;
  readonly unit: string | undefined;
  readonly failure: SampleFailure | undefined;
}

type ItemKeyNames = readonly string[];
const keysOfCapabilities: Readonly<Record<string, Readonly<Record<string, ItemKeyNames>>>> = itemKeys;

/** Members that name an item of a property that the specification does not list. */
const commonKeys: ItemKeyNames = ["location", "axle"];

/** Reads the name, value and unit of one item, or the reason why it has no value. */
export function readItem(place: SamplePlace, raw: unknown): ReadItem {
  const data = isRecord(raw) ? (raw["data"] ?? undefined) : undefined;
  if (data === undefined)
    return { name: undefined, value: undefined, unit: undefined, failure: readFailure(raw) };
  if (!isRecord(data)) return { name: undefined, value: data, unit: undefined, failure: undefined };
  const known = keysOf(place);
  const key = known ? known[0] : commonKeys.find((name) => typeof data[name] === "string");
  const name = key === undefined ? undefined : asName(data[key]);
  const valueKey = name === undefined ? undefined : known?.[1];
  const value = valueKey === undefined ? data : data[valueKey];
  const isQuantity =
    isRecord(value) && typeof value["value"] === "number" && typeof value["unit"] === "string";
  if (!isQuantity) return { name, value, unit: undefined, failure: undefined };
  return { name, value: value["value"], unit: value["unit"] as string, failure: undefined };
}

/** Whether the property can have several items, so that an item without a name needs its index. */
export function hasItems(place: SamplePlace): boolean {
  return keysOf(place) !== undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function keysOf({ capability, property }: SamplePlace): ItemKeyNames | undefined {
  // The names come from outside: a name such as `constructor` must not be found.
  const properties = Object.hasOwn(keysOfCapabilities, capability)
    ? keysOfCapabilities[capability]
    : undefined;
  return properties && Object.hasOwn(properties, property) ? properties[property] : undefined;
}

function asName(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function readFailure(raw: unknown): SampleFailure | undefined {
  const failure = isRecord(raw) ? raw["failure"] : undefined;
  if (!isRecord(failure)) return undefined;
  return { reason: asText(failure["reason"]) ?? "unknown", description: asText(failure["description"]) };
}
