import type { Check, ObjectCheck } from "./check.ts";
import { type ResponseValidator, responseValidator } from "./validator.ts";

/** One value of a vehicle's property and when the vehicle reported it. */
export interface Sample<Data> {
  readonly data: Data;
  /** RFC 3339 date-time. */
  readonly timestamp: string;
}

/** What the platform pushes when a property of a vehicle changes. */
export interface PushMessage<Capability extends string, Property extends string, Content> {
  readonly capability: Capability;
  readonly data: { readonly [C in Capability]: { readonly [P in Property]?: Content } };
  readonly message_id: string;
  readonly property: Property;
  readonly version: number;
  readonly vin: string;
}

export type SampleMessage<Capability extends string, Property extends string, Data> = PushMessage<
  Capability,
  Property,
  Sample<Data>
>;

export type SampleListMessage<Capability extends string, Property extends string, Data> = PushMessage<
  Capability,
  Property,
  readonly Sample<Data>[]
>;

export function sampleMessage<Capability extends string, Property extends string, Data>(
  capability: Capability,
  property: Property,
  data: Check,
): ResponseValidator<SampleMessage<Capability, Property, Data>> {
  return responseValidator(messageCheck(capability, property, sampleCheck(data)));
}

export function sampleListMessage<Capability extends string, Property extends string, Data>(
  capability: Capability,
  property: Property,
  data: Check,
): ResponseValidator<SampleListMessage<Capability, Property, Data>> {
  return responseValidator(messageCheck(capability, property, { kind: "array", items: sampleCheck(data) }));
}

/** The envelope of every push message. */
export function messageCheck(capability: string, property: string, content: Check): ObjectCheck {
  const data: Check = {
    kind: "object",
    required: [capability],
    properties: { [capability]: { kind: "object", properties: { [property]: content } } },
    additionalProperties: false,
    minProperties: 1,
  };
  return {
    kind: "object",
    required: ["capability", "data", "message_id", "property", "version", "vin"],
    properties: {
      capability: { kind: "const", value: capability },
      data,
      message_id: { kind: "string" },
      property: { kind: "const", value: property },
      version: { kind: "number" },
      vin: { kind: "string" },
    },
    additionalProperties: false,
  };
}

export function sampleCheck(data: Check): ObjectCheck {
  return {
    kind: "object",
    required: ["data", "timestamp"],
    properties: { data, timestamp: { kind: "string", format: "date-time" } },
    additionalProperties: false,
    minProperties: 1,
  };
}
