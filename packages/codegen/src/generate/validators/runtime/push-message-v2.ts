import type { Check, ObjectCheck } from "./check.ts";
import { type ResponseValidator, responseValidator } from "./validator.ts";

/** Validates a message of the second format with these capabilities, and ignores the others. */
export function messageV2Validator<Message>(
  capabilities: Readonly<Record<string, Check>>,
): ResponseValidator<Message> {
  return responseValidator(messageV2Check(capabilities));
}

/** The envelope of every message of the second format. */
export function messageV2Check(capabilities: Readonly<Record<string, Check>>): ObjectCheck {
  return {
    kind: "object",
    required: ["application_id", "data", "message_id", "version", "vin"],
    properties: {
      application_id: { kind: "string" },
      data: { kind: "object", properties: capabilities, minProperties: 1 },
      message_id: { kind: "string" },
      version: { kind: "number" },
      vin: { kind: "string" },
    },
  };
}
