import { isArray, isObject, type JsonValue, objectAt, sortedEntries } from "../source/json.ts";
import type { Content, Operation } from "./api.ts";
import { dereference, type NamedSpecification, type Resolve } from "./resolver.ts";

type Named = readonly [name: string, operation: Operation];

/** Channels of AsyncAPI documents; in a document that has neither paths nor channels, every schema. */
export function messagesOf(document: NamedSpecification, resolve: Resolve): readonly Named[] {
  const channels = objectAt(objectAt(document.value, "x-asyncapi"), "channels");
  const hasPaths = Object.keys(objectAt(document.value, "paths")).length > 0;
  if (hasPaths || document.value["x-asyncapi"] !== undefined)
    return sortedEntries(channels).flatMap(([name, channel]) =>
      channelOperations(name, channel, { document, resolve }),
    );
  const schemas = objectAt(objectAt(document.value, "components"), "schemas");
  return sortedEntries(schemas).map(([name, value]) => [
    `SCHEMA ${name}`,
    { ...silent, answers: answerOf(contentOf(value, document)) },
  ]);
}

interface Tools {
  readonly document: NamedSpecification;
  readonly resolve: Resolve;
}

/** AsyncAPI 2: an app subscribes to what the server sends, and publishes what it receives. */
function channelOperations(name: string, channel: JsonValue, { document, resolve }: Tools): readonly Named[] {
  const payload = (direction: string): Content | undefined => {
    const message = objectAt(channel, direction)["message"];
    if (!isObject(message)) return undefined;
    const { oneOf } = message;
    const payloads = (isArray(oneOf) ? oneOf : [message]).map(
      (item) => dereference({ value: item, document }, resolve).value["payload"] ?? {},
    );
    return contentOf({ oneOf: payloads }, document);
  };
  const received = payload("subscribe");
  const sent = payload("publish");
  return [
    ...(received ? [[`SUBSCRIBE ${name}`, { ...silent, answers: answerOf(received) }] as const] : []),
    ...(sent ? [[`PUBLISH ${name}`, { ...silent, body: { required: true, content: sent } }] as const] : []),
  ];
}

function contentOf(schema: JsonValue, document: NamedSpecification): Content {
  return new Map([["application/json", { value: schema, document }]]);
}

/** The one answer of what has no statuses. */
function answerOf(content: Content): Operation["answers"] {
  return new Map([["", { content, headers: new Map() }]]);
}

const silent: Operation = {
  id: undefined,
  deprecated: false,
  idempotent: null,
  rateLimit: undefined,
  servers: new Set(),
  security: { schemes: "", scopes: new Set(), tokenUrls: new Set() },
  parameters: new Map(),
  body: undefined,
  answers: new Map(),
};
