/** What a middleware is called with. */
export interface MiddlewareContext {
  /** The request, without credentials. */
  readonly request: Request;
  /** The path template, such as `/v1/fleets/vehicles/{vin}`. */
  readonly schemaPath: string;
  /** The parameters of the call. */
  readonly params: {
    /** Query parameters by name. */
    readonly query?: Readonly<Record<string, unknown>>;
    /** Header parameters by name. */
    readonly header?: RequestInit["headers"] | Readonly<Record<string, unknown>>;
    /** Path parameters by name. */
    readonly path?: Readonly<Record<string, unknown>>;
  };
  /** Identifies the call. It is the same in all steps of a call. */
  readonly id: string;
  /** One object per call, the same in all steps. */
  readonly options: {
    /** Sends a request past all middleware. */
    readonly fetch: typeof globalThis.fetch;
  };
}

// biome-ignore lint/suspicious/noConfusingVoidType: functions that return nothing are what most people pass
type Nothing = undefined | void;
type Returned<T> = T | Nothing | Promise<T | Nothing>;

/**
 * Steps around every call of a client, given to `client.use(…)`. Requests pass in order of registration, responses in
 * reverse. A returned `Request` or `Response` takes the place of the one at hand; a `Response` from `onRequest` ends
 * the call without sending it.
 */
export interface Middleware {
  /** Is called before the request is sent. */
  onRequest?(context: MiddlewareContext): Returned<Request | Response>;
  /** The body of `request` has been used by now: copy in `onRequest` what is needed here. */
  onResponse?(context: MiddlewareContext & { readonly response: Response }): Returned<Response>;
  /** Called when `fetch` rejects; not for an error thrown by another middleware's `onRequest`. */
  onError?(context: MiddlewareContext & { readonly error: unknown }): Returned<Response | Error>;
}

/** @throws {TypeError} if it has no step. */
export function checkMiddleware(middleware: Middleware): Middleware {
  const { onRequest, onResponse, onError }: Middleware = middleware ?? {};
  if (onRequest || onResponse || onError) return middleware;
  throw new TypeError("use() must be called with objects that have onRequest, onResponse or onError.");
}
