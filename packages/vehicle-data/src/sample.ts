import type { VehicleData, VehicleDataFailureReason } from "@high-mobility-ts/schema";
import type { itemKeys } from "./item-keys.ts";

/** A sample whose value has a type. `Sample` finds the type by capability and property. */
export interface TypedSample<Capability extends string, Property extends string, Value, Unit extends string> {
  /** The vehicle. */
  readonly vin: string;
  /** For example `diagnostics`. */
  readonly capability: Capability;
  /** For example `odometer`. */
  readonly property: Property;
  /**
   * The name of the item, if the property has several: the location (`front_left`), another member that
   * identifies it, or the index. `undefined` if the property has one value.
   */
  readonly item: string | undefined;
  /** When the vehicle produced the value. The time of the message, if the value has no time. */
  readonly timestamp: Date | undefined;
  /** `timestamp` as received. It can have more digits than a `Date` can hold. */
  readonly timestampText: string | undefined;
  /**
   * The number of a quantity, the value of a named item, or otherwise the data as received. `undefined` if
   * there is none.
   */
  readonly value: Value | undefined;
  /** The unit of a quantity, such as `kilometers`. `undefined` if the value has none. */
  readonly unit: Unit | undefined;
  /** Why there is no value. */
  readonly failure: SampleFailure | undefined;
  /** The `message_id` of a push message, which the platform can deliver twice. `undefined` for a response. */
  readonly messageId: string | undefined;
  /** The item as received, with members that this version does not know. */
  readonly raw: unknown;
}

/**
 * One value that a vehicle reported, from a response or from a push message.
 *
 * @example Sample<"diagnostics", "odometer"> has a number as its value, and units of length.
 */
export type Sample<Capability extends string = string, Property extends string = string> = TypedSample<
  Capability,
  Property,
  ValueOf<Capability, Property>,
  UnitOf<Capability, Property>
>;

/** Why a property could not be read. */
export interface SampleFailure {
  /** The documented reasons, and any other text. */
  readonly reason: VehicleDataFailureReason | (string & {});
  /** The reason in a sentence; `undefined` if there is none. */
  readonly description: string | undefined;
}

type Capabilities = {
  [Name in keyof VehicleData as NonNullable<VehicleData[Name]> extends string ? never : Name]-?: NonNullable<
    VehicleData[Name]
  >;
};

/** The capabilities that the specification lists. */
export type CapabilityName = keyof Capabilities;

/** The properties that the specification lists for a capability. */
export type PropertyName<Capability extends CapabilityName> = keyof Capabilities[Capability] & string;

type RawItem<Content> = Content extends readonly (infer Item)[] ? Item : Content;

/** What `data` holds, per item. `unknown` for what the specification does not list. */
export type PropertyData<
  Capability extends string,
  Property extends string,
> = Capability extends CapabilityName
  ? Property extends keyof Capabilities[Capability]
    ? RawItem<NonNullable<Capabilities[Capability][Property]>> extends { data?: infer Data }
      ? NonNullable<Data>
      : unknown
    : unknown
  : unknown;

type Keys = typeof itemKeys;

/** The value of an item with a name. */
type ContentOf<Capability extends string, Property extends string> = Capability extends keyof Keys
  ? Property extends keyof Keys[Capability]
    ? Keys[Capability][Property] extends readonly [string, infer Value]
      ? Value extends keyof PropertyData<Capability, Property>
        ? PropertyData<Capability, Property>[Value]
        : unknown
      : PropertyData<Capability, Property>
    : PropertyData<Capability, Property>
  : PropertyData<Capability, Property>;

/** The type of a sample's value. */
export type ValueOf<Capability extends string, Property extends string> =
  ContentOf<Capability, Property> extends { value: number; unit: string }
    ? number
    : ContentOf<Capability, Property>;

/** The units of a sample's value. `never` if the value has none. */
export type UnitOf<Capability extends string, Property extends string> =
  unknown extends ContentOf<Capability, Property>
    ? string
    : ContentOf<Capability, Property> extends { value: number; unit: infer Unit extends string }
      ? Unit
      : never;

/**
 * Returns whether a sample is of this capability and property, and gives its value the property's type.
 *
 * @example
 * for (const sample of samples(message))
 *   if (isSample(sample, "diagnostics", "odometer")) console.log(sample.value, sample.unit);
 */
export function isSample<Capability extends CapabilityName, Property extends PropertyName<Capability>>(
  sample: Sample,
  capability: Capability,
  property: Property,
): sample is Sample<Capability, Property> {
  return sample.capability === capability && sample.property === property;
}
