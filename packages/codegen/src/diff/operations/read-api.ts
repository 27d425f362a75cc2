import { httpMethods } from "../../source/http-methods.ts";
import { isObject, type JsonObject, stringAt } from "../../source/json.ts";
import {
  itemsBelow,
  type Located,
  membersBelow,
  membersBesideExtensions,
  type SpecificationDocument,
  valueBelow,
} from "../documents/located.ts";
import { dereference, type Resolve, resolverOf } from "../documents/resolver.ts";
import { schemaGraph } from "../schemas/schema-graph.ts";
import type { Api, ApiOperation } from "./api.ts";
import { contentOf, serversOf } from "./media-types.ts";
import { messagesOf } from "./messages.ts";
import { checkObject } from "./object-keywords.ts";
import { parametersOf, responsesOf } from "./operation-parts.ts";
import { securityOf } from "./security.ts";

type Named = readonly [name: string, operation: ApiOperation];

/**
 * Reads the operations of one document or several. Messages and single schemas count as operations that have
 * only a response.
 * @throws {CodegenError} a part cannot be compared; the error has its name and place
 */
export function readApi(documents: readonly SpecificationDocument[]): Api {
  const resolve = resolverOf(documents);
  const operations = new Map<string, ApiOperation>();
  for (const document of documents)
    for (const [name, operation] of [...httpOperations(document, resolve), ...messagesOf(document, resolve)])
      operations.set(operations.has(name) ? `${name} (${document.id})` : name, operation);
  return { operations, graph: schemaGraph(resolve) };
}

function httpOperations(document: SpecificationDocument, resolve: Resolve): readonly Named[] {
  const root: Located<JsonObject> = { value: document.value, document, pointer: "" };
  checkObject(root, "document");
  const paths = membersBesideExtensions(root, "paths").flatMap(([path, item]) =>
    operationsAt(item, (method) => `${method} ${path}`, { root, resolve, isIncoming: false }),
  );
  const webhooks = membersBelow(root, "webhooks").flatMap(([name, item]) =>
    operationsAt(item, (method) => `WEBHOOK ${method} ${name}`, { root, resolve, isIncoming: true }),
  );
  return [...paths, ...webhooks];
}

interface Surroundings {
  readonly root: Located<JsonObject>;
  readonly resolve: Resolve;
  /** Whether the server calls the app, so that requests and responses change sides. */
  readonly isIncoming: boolean;
}

function operationsAt(
  location: Located,
  nameOf: (method: string) => string,
  surroundings: Surroundings,
): readonly Named[] {
  const item = dereference(location, surroundings.resolve);
  checkObject(item, "path item");
  return httpMethods.flatMap((method) => {
    const operation = valueBelow(item, method);
    if (operation === undefined) return [];
    checkObject(operation, "operation");
    const name = nameOf(method.toUpperCase());
    return [
      [name, operationOf({ item, operation }, surroundings)] as const,
      ...callbacksOf(operation, name, surroundings),
    ];
  });
}

function callbacksOf(operation: Located, name: string, surroundings: Surroundings): readonly Named[] {
  return membersBelow(operation, "callbacks").flatMap(([event, location]) => {
    const callback = dereference(location, surroundings.resolve);
    return Object.keys(callback.value).flatMap((address) => {
      const item = address.startsWith("x-") ? undefined : valueBelow(callback, address);
      const nameOf = (method: string): string => `CALLBACK ${method} ${event} of ${name}`;
      return item ? operationsAt(item, nameOf, { ...surroundings, isIncoming: true }) : [];
    });
  });
}

function operationOf(
  { item, operation }: { readonly item: Located<JsonObject>; readonly operation: Located<JsonObject> },
  { root, resolve, isIncoming }: Surroundings,
): ApiOperation {
  const { value } = operation;
  const rateLimit = value["x-rate-limit"];
  const requestBody = valueBelow(operation, "requestBody");
  const body = requestBody && dereference(requestBody, resolve);
  if (body) checkObject(body, "request body");
  const parameters = parametersOf(
    [...itemsBelow(item, "parameters"), ...itemsBelow(operation, "parameters")],
    resolve,
  );
  const responses = responsesOf(operation, resolve);
  const common = {
    id: stringAt(value, "operationId"),
    deprecated: value["deprecated"] === true,
    idempotent: value["x-idempotent"] ?? null,
    rateLimit: isObject(rateLimit) ? rateLimit : undefined,
    servers: [operation, item, root].map(serversOf).find((servers) => servers !== undefined) ?? new Set(),
    security: securityOf(value["security"] === undefined ? root : operation, resolve),
  };
  if (!isIncoming)
    return {
      ...common,
      parameters,
      body: body && { required: body.value["required"] === true, content: contentOf(body) },
      responses,
      replies: new Map(),
    };
  const content = body ? contentOf(body) : new Map();
  return {
    ...common,
    servers: new Set(),
    parameters: new Map(),
    body: undefined,
    responses: new Map([["", { content, headers: parameters, links: new Map() }]]),
    replies: responses,
  };
}
