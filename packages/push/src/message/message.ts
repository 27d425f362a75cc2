import { type Sample, samples } from "@high-mobility-ts/vehicle-data";

/** The members that readable and unreadable messages share. */
interface Received {
  /** The `message_id`. The platform can deliver a message twice, with the same id. */
  readonly id: string | undefined;
  /** The application that the message is for. Only V2 has it. */
  readonly applicationId: string | undefined;
  /** `v1`: one property per message; `v2`: many properties of one vehicle. */
  readonly format: "v1" | "v2";
  /** The `version` in the message. Do not rely on it: it has changed without a change of the format. */
  readonly version: unknown;
  /** When the message arrived, or the time that the application passed. */
  readonly receivedAt: Date;
  /** The content as received: parsed JSON, or the text if it is not JSON. */
  readonly raw: unknown;
}

/** A message of the platform about one vehicle. */
export interface Message extends Received {
  /** Distinguishes a message from an {@link UnreadableMessage}: `if (message.readable) …`. */
  readonly readable: true;
  /** The vehicle. */
  readonly vin: string;
  /** Always empty. */
  readonly problems: readonly [];
  /** Returns the values in the message as a flat list, including unknown capabilities and properties. */
  samples(): Sample[];
}

/** A message without a readable vehicle or readable data. `raw` has everything that arrived. */
export interface UnreadableMessage extends Received {
  /** Distinguishes the message from a {@link Message}. */
  readonly readable: false;
  /** The vehicle, if the content or the topic names it. */
  readonly vin: string | undefined;
  /** What is wrong, one sentence per problem. */
  readonly problems: readonly [string, ...string[]];
}

/** Facts about a message that are not in its content. */
export interface ParseContext {
  /** When the message arrived. Default: now. */
  readonly receivedAt?: Date | undefined;
  /** The vehicle, for content without a VIN. The topics of MQTT V1 contain it. */
  readonly vin?: string | undefined;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a message of either format, which it detects. Never throws: unreadable content becomes an {@link
 * UnreadableMessage}. `version` is not checked, and unknown members are kept.
 *
 * @param content The bytes or the text of the message, or the value parsed from it.
 */
export function parseMessage(content: unknown, context: ParseContext = {}): Message | UnreadableMessage {
  const { receivedAt = new Date() } = context;
  const { raw, problem } = parseContent(content);
  const envelope: Json = isRecord(raw) ? raw : {};
  const vin = textOf(envelope["vin"]) ?? context.vin;
  const data = envelope["data"];
  const received: Received = {
    id: textOf(envelope["message_id"]),
    applicationId: textOf(envelope["application_id"]),
    format: typeof envelope["capability"] === "string" ? "v1" : "v2",
    version: envelope["version"],
    receivedAt,
    raw,
  };
  if (vin !== undefined && isRecord(data))
    return {
      ...received,
      vin,
      readable: true,
      problems: [],
      samples: () => samples({ ...envelope, vin, data }),
    };
  const problems = problem === undefined ? envelopeProblems(raw, vin, data) : [problem];
  return { ...received, vin, readable: false, problems: problems as [string] };
}

/** Returns the unreadable message of other content. */
export function unreadableMessage(
  problem: string,
  { receivedAt, raw }: { readonly receivedAt: Date; readonly raw: unknown },
): UnreadableMessage {
  const nothing = { id: undefined, applicationId: undefined, vin: undefined, version: undefined };
  return { ...nothing, format: "v2", receivedAt, raw, readable: false, problems: [problem] };
}

/** Returns why an envelope is unreadable; at least one reason. */
function envelopeProblems(raw: unknown, vin: string | undefined, data: unknown): readonly string[] {
  if (!isRecord(raw)) return [`The message must be a JSON object, got ${kindOf(raw)}.`];
  return [
    ...(vin === undefined ? [`\`vin\` must be a non-empty string, got ${kindOf(raw["vin"])}.`] : []),
    ...(isRecord(data) ? [] : [`\`data\` must be an object, got ${kindOf(data)}.`]),
  ];
}

function parseContent(content: unknown): { readonly raw: unknown; readonly problem?: string } {
  // TextDecoder skips a byte order mark and replaces invalid UTF-8.
  const text = content instanceof Uint8Array ? new TextDecoder().decode(content) : content;
  if (typeof text !== "string") return { raw: text };
  try {
    return { raw: JSON.parse(text) };
  } catch {
    return { raw: text, problem: text.trim() === "" ? "The message is empty." : "The message is not JSON." };
  }
}

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Ids may be written as numbers. */
function textOf(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined || value === "")
    return value === "" ? "an empty string" : String(value);
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
