/** The arguments of a middleware. */
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
  /** Identifies the call. The object is the same in all steps of a call. */
  readonly id: string;
  /** One object per call, the same in all steps. */
  readonly options: {
    /** Sends a request without any middleware. */
    readonly fetch: typeof globalThis.fetch;
  };
}

// biome-ignore lint/suspicious/noConfusingVoidType: most callers pass functions that return nothing
type Nothing = undefined | void;
type Returned<T> = T | Nothing | Promise<T | Nothing>;

/**
 * Middleware around every call of a client, passed to `client.use(…)`. Requests pass in order of registration,
 * responses in
 * reverse. A returned `Request` or `Response` replaces the current one. A `Response` from `onRequest` ends the call
 * without a request.
 */
export interface Middleware {
  /** Is called before the request is sent. */
  onRequest?(context: MiddlewareContext): Returned<Request | Response>;
  /**
   * Is called with the response. The body of `request` is used up by now: copy it in `onRequest` if it is needed here.
   */
  onResponse?(context: MiddlewareContext & { readonly response: Response }): Returned<Response>;
  /** Is called if `fetch` rejects, but not for an error from the `onRequest` of other middleware. */
  onError?(context: MiddlewareContext & { readonly error: unknown }): Returned<Response | Error>;
}

/** @throws {TypeError} if it has no callback. */
export function checkMiddleware(middleware: Middleware): Middleware {
  const { onRequest, onResponse, onError }: Middleware = middleware ?? {};
  if (onRequest || onResponse || onError) return middleware;
  throw new TypeError(
    "use() must be called with objects that have onRequest, onResponse or onError, got an object without them.",
  );
}
