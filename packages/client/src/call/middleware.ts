/** What a middleware is called with. `schemaPath` is the path template; `id` is the same for all steps of a call. */
export interface MiddlewareContext {
  readonly request: Request;
  readonly schemaPath: string;
  readonly params: {
    readonly query?: Readonly<Record<string, unknown>>;
    readonly header?: RequestInit["headers"] | Readonly<Record<string, unknown>>;
    readonly path?: Readonly<Record<string, unknown>>;
  };
  readonly id: string;
  /** One object per call, the same in all steps; its `fetch` sends a request past all middleware. */
  readonly options: { readonly fetch: typeof globalThis.fetch };
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
