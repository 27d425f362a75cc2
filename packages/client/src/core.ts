// The one file that knows openapi-fetch: replacing it changes nothing outside (docs/decisions/0001).
import createOpenapiFetch from "openapi-fetch";
import { UnexpectedResponseError } from "./errors.ts";
import { LightRequest } from "./light-request.ts";
import type { Middleware } from "./middleware.ts";
import type { AnyResult } from "./result.ts";
import { serializePath, serializeQuery } from "./serialize.ts";

export interface CoreOptions {
  readonly baseUrl: string;
  readonly headers: RequestInit["headers"] | undefined;
  /** Sends one request of the operation at `path`, a template. */
  readonly fetch: (request: Request | LightRequest, path: string) => Promise<Response>;
}

/** The client without its types, which {@link HighMobilityClient} gives. */
export interface Core {
  call(method: string, path: string, init?: object): Promise<AnyResult>;
  use(...middleware: Middleware[]): void;
  eject(...middleware: Middleware[]): void;
}

/** openapi-fetch's client, its types (which are not ours) left out. */
interface Untyped {
  request(
    method: string,
    path: string,
    init: object,
  ): Promise<{ data?: string; error?: unknown; response: Response }>;
  use(...middleware: Middleware[]): void;
  eject(...middleware: Middleware[]): void;
}

export function createCore({ baseUrl, headers, fetch }: CoreOptions): Core {
  const client = createOpenapiFetch({
    baseUrl,
    ...(headers && { headers }),
    querySerializer: serializeQuery,
    pathSerializer: serializePath,
  }) as unknown as Untyped;
  const registered = new Set<Middleware>();
  return {
    async call(method, path, init) {
      const { data, error, response } = await client.request(method, path, {
        ...init,
        parseAs: "text", // so that parsing, and the error when it fails, are ours
        fetch: (outgoing: Request | LightRequest) => fetch(outgoing, path),
        ...(registered.size === 0 && { Request: LightRequest }),
      });
      return toResult(`${method} ${path}`, response, data, error);
    },
    use(...middleware) {
      client.use(...middleware);
      for (const one of middleware) registered.add(one);
    },
    eject(...middleware) {
      client.eject(...middleware);
      for (const one of middleware) registered.delete(one);
    },
  };
}

function toResult(
  operation: string,
  response: Response,
  data: string | undefined,
  error: unknown,
): AnyResult {
  const { ok, status } = response;
  return ok
    ? { ok, status, data: parseData(operation, response, data), response, operation }
    : { ok, status, error: errorBody(operation, response, error), response, operation };
}

function parseData(operation: string, response: Response, text: string | undefined): unknown {
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UnexpectedResponseError(operation, response, text, { cause });
  }
}

/** openapi-fetch has parsed an error's body if it is JSON, and gives its text, or `undefined`, if not. */
function errorBody(operation: string, response: Response, error: unknown): object {
  if (typeof error === "object" && error !== null) return error;
  if (error === undefined || error === "") return {};
  return new UnexpectedResponseError(operation, response, String(error));
}
