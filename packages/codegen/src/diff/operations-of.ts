import {
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  sortedEntries,
  stringAt,
} from "../source/json.ts";
import type { Api, Content, Operation, Parameter } from "./api.ts";
import { messagesOf } from "./messages-of.ts";
import {
  dereference,
  type NamedSpecification,
  type RawSchema,
  type Resolve,
  resolverOf,
} from "./resolver.ts";
import { createSchemaReader } from "./schema-shape.ts";
import { securityOf } from "./security-of.ts";

const methods = ["get", "put", "post", "patch", "delete", "head", "options"];

/** The operations of one document or several; messages and lone schemas count as operations that only answer. */
export function apiOf(documents: readonly NamedSpecification[]): Api {
  const resolve = resolverOf(documents);
  const operations = new Map<string, Operation>();
  for (const document of documents)
    for (const [name, operation] of [...httpOperations(document, resolve), ...messagesOf(document, resolve)])
      operations.set(operations.has(name) ? `${name} (${document.id})` : name, operation);
  return { operations, reader: createSchemaReader(resolve) };
}

function httpOperations(
  document: NamedSpecification,
  resolve: Resolve,
): readonly (readonly [string, Operation])[] {
  return sortedEntries(objectAt(document.value, "paths")).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const value = isObject(item) ? item[method] : undefined;
      if (!isObject(item) || !isObject(value)) return [];
      return [[`${method.toUpperCase()} ${path}`, operationOf({ item, value }, document, resolve)] as const];
    }),
  );
}

interface RawOperation {
  readonly item: JsonObject;
  readonly value: JsonObject;
}

function operationOf(
  { item, value }: RawOperation,
  document: NamedSpecification,
  resolve: Resolve,
): Operation {
  const rateLimit = value["x-rate-limit"];
  const follow = (raw: JsonValue): JsonObject => dereference({ value: raw, document }, resolve).value;
  const content = (raw: JsonValue | undefined): Content =>
    new Map(
      Object.entries(isObject(raw) ? raw : {}).map(([type, media]) => [type, schemaIn(media, document)]),
    );
  const body = value["requestBody"] === undefined ? undefined : follow(value["requestBody"]);
  const responses = sortedEntries(objectAt(value, "responses")).map(([status, raw]) => {
    const response = follow(raw);
    const headers = Object.entries(objectAt(response, "headers")).map(
      ([name, header]) => [name.toLowerCase(), schemaIn(follow(header), document)] as const,
    );
    return [status, { content: content(response["content"]), headers: new Map(headers) }] as const;
  });
  return {
    id: stringAt(value, "operationId"),
    deprecated: value["deprecated"] === true,
    idempotent: value["x-idempotent"] ?? null,
    rateLimit: isObject(rateLimit) ? rateLimit : undefined,
    servers: serversOf([value, item, document.value]),
    security: securityOf(value["security"] ?? document.value["security"], document.value),
    parameters: parametersOf(
      [...listOf(item["parameters"]), ...listOf(value["parameters"])].map(follow),
      document,
    ),
    body: body && { required: body["required"] === true, content: content(body["content"]) },
    answers: new Map(responses),
  };
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return isArray(value) ? value : [];
}

function schemaIn(holder: JsonValue, document: NamedSpecification): RawSchema | undefined {
  const schema = isObject(holder) ? holder["schema"] : undefined;
  return schema === undefined ? undefined : { value: schema, document };
}

/** The nearest list counts. */
function serversOf(holders: readonly JsonObject[]): ReadonlySet<string> {
  const servers = holders.map((holder) => holder["servers"]).find((list) => list !== undefined);
  return new Set(listOf(servers).map((server) => stringAt(server, "url") ?? ""));
}

function parametersOf(
  parameters: readonly JsonObject[],
  document: NamedSpecification,
): ReadonlyMap<string, Parameter> {
  return new Map(
    parameters.map((parameter) => {
      const place = stringAt(parameter, "in") ?? "";
      const [media] = Object.entries(objectAt(parameter, "content"));
      const style =
        stringAt(parameter, "style") ?? (place === "query" || place === "cookie" ? "form" : "simple");
      const explode = parameter["explode"] ?? style === "form";
      return [
        `${place}.${stringAt(parameter, "name")}`,
        {
          required: parameter["required"] === true,
          deprecated: parameter["deprecated"] === true,
          encoding: media === undefined ? `${style}${explode === true ? ", exploded" : ""}` : media[0],
          schema: schemaIn(media === undefined ? parameter : media[1], document),
        },
      ];
    }),
  );
}
