import { isArray, isObject, type JsonValue, objectAt } from "../../source/json.ts";
import {
  itemsBelow,
  type Located,
  membersBelow,
  type SpecificationDocument,
  valueBelow,
} from "../documents/located.ts";
import { dereference, type Resolve } from "../documents/resolver.ts";
import type { ApiOperation, Content } from "./api.ts";

type ChannelOperation = readonly [name: string, operation: ApiOperation];

/** Reads the channels of an AsyncAPI document, or every schema of a document without operations. */
export function messagesOf(document: SpecificationDocument, resolve: Resolve): readonly ChannelOperation[] {
  const root: Located = { value: document.value, document, pointer: "" };
  const asyncapi = valueBelow(root, "x-asyncapi");
  if (asyncapi !== undefined)
    return membersBelow(asyncapi, "channels").flatMap(([name, channel]) =>
      channelOperations(name, channel, resolve),
    );
  const hasOperations = ["paths", "webhooks"].some(
    (key) => Object.keys(objectAt(document.value, key)).length > 0,
  );
  const components = hasOperations ? undefined : valueBelow(root, "components");
  return membersBelow(components ?? { ...root, value: {} }, "schemas").map(([name, schema]) => [
    `SCHEMA ${name}`,
    { ...withoutCalls, responses: responseWith(contentOf(schema)) },
  ]);
}

/** In AsyncAPI 2, an app subscribes to what the server sends, and publishes what the server receives. */
function channelOperations(name: string, channel: Located, resolve: Resolve): readonly ChannelOperation[] {
  const received = payloadOf(channel, "subscribe", resolve);
  const sent = payloadOf(channel, "publish", resolve);
  return [
    ...(received
      ? [[`SUBSCRIBE ${name}`, { ...withoutCalls, responses: responseWith(received) }] as const]
      : []),
    ...(sent
      ? [[`PUBLISH ${name}`, { ...withoutCalls, body: { required: true, content: sent } }] as const]
      : []),
  ];
}

/** The payload of any message of a channel in one direction. */
function payloadOf(channel: Located, direction: string, resolve: Resolve): Content | undefined {
  const message = valueBelow(channel, direction, "message");
  if (message === undefined || !isObject(message.value)) return undefined;
  const messages = isArray(message.value["oneOf"]) ? itemsBelow(message, "oneOf") : [message];
  const payloads: readonly JsonValue[] = messages.map(
    (item) => dereference(item, resolve).value["payload"] ?? true,
  );
  return contentOf({ ...message, value: { anyOf: payloads } });
}

function contentOf(schema: Located): Content {
  return new Map([["application/json", { schema, encodings: new Map() }]]);
}

/** The only response, for messages without statuses. */
function responseWith(content: Content): ApiOperation["responses"] {
  return new Map([["", { content, headers: new Map(), links: new Map() }]]);
}

const withoutCalls: ApiOperation = {
  id: undefined,
  deprecated: false,
  idempotent: null,
  rateLimit: undefined,
  servers: new Set(),
  security: [],
  parameters: new Map(),
  body: undefined,
  responses: new Map(),
  replies: new Map(),
};
