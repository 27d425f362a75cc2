import type { Check, ObjectCheck } from "./check.ts";
import { type ResponseValidator, responseValidator } from "./validator.ts";

/** One value of a vehicle's property, or why there is none. */
export interface PushItem<Data> {
  /** The value. It is absent if the property could not be read. */
  readonly data?: Data;
  /** Why the property could not be read. */
  readonly failure?: PushItemFailure | null;
  /**
   * When the vehicle reported the value: RFC 3339 date-time. If the time is absent, the time of the message
   * applies.
   */
  readonly timestamp?: string;
}

/** Why a vehicle's property could not be read. */
export interface PushItemFailure {
  readonly description?: string;
  readonly reason?: string;
}

/** The message that the platform sends when a property of a vehicle changes. */
export interface PushMessage<Capability extends string, Property extends string, Content> {
  readonly capability: Capability;
  readonly data: { readonly [C in Capability]: { readonly [P in Property]?: Content } };
  readonly message_id: string;
  readonly property: Property;
  /** When the message was sent: RFC 3339 date-time. */
  readonly timestamp?: string;
  readonly version: number;
  readonly vin: string;
}

export type PushItemMessage<Capability extends string, Property extends string, Data> = PushMessage<
  Capability,
  Property,
  PushItem<Data>
>;

export type PushItemListMessage<Capability extends string, Property extends string, Data> = PushMessage<
  Capability,
  Property,
  readonly PushItem<Data>[]
>;

export function itemMessage<Capability extends string, Property extends string, Data>(
  capability: Capability,
  property: Property,
  data: Check,
): ResponseValidator<PushItemMessage<Capability, Property, Data>> {
  return responseValidator(messageCheck(capability, property, itemCheck(data)));
}

export function itemListMessage<Capability extends string, Property extends string, Data>(
  capability: Capability,
  property: Property,
  data: Check,
): ResponseValidator<PushItemListMessage<Capability, Property, Data>> {
  return responseValidator(messageCheck(capability, property, { kind: "array", items: itemCheck(data) }));
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
      timestamp: { kind: "string", format: "date-time" },
      version: { kind: "number" },
      vin: { kind: "string" },
    },
    additionalProperties: false,
  };
}

const failure: Check = {
  kind: "anyOf",
  checks: [
    { kind: "object", properties: { description: { kind: "string" }, reason: { kind: "string" } } },
    { kind: "type", types: ["null"] },
  ],
};

export function itemCheck(data: Check): ObjectCheck {
  return {
    kind: "object",
    properties: { data, failure, timestamp: { kind: "string", format: "date-time" } },
    additionalProperties: false,
    minProperties: 1,
  };
}
