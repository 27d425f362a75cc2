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
 * reverse. A returned `Request` or `Response` takes the place of the one at hand; a `Response` from `onRequest` answers
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

interface Passage {
  readonly request: Request;
  readonly path: string;
  readonly params: MiddlewareContext["params"];
  readonly fetch: typeof globalThis.fetch;
}

/** Sends a request through all steps. */
export async function throughMiddleware(
  registered: readonly Middleware[],
  { request, path, params, fetch }: Passage,
): Promise<Response> {
  const id = Math.random().toString(36).slice(2);
  const context = { schemaPath: path, params, id, options: Object.freeze({ fetch }) };
  const backwards = [...registered].reverse();
  let sent = request;
  for (const middleware of registered) {
    const returned = await middleware.onRequest?.({ ...context, request: sent });
    if (returned instanceof Response) return returned;
    if (returned) sent = returned;
  }
  let response: Response;
  try {
    response = await fetch(sent);
  } catch (error) {
    response = await recover(backwards, { ...context, request: sent, error });
  }
  for (const middleware of backwards)
    response = (await middleware.onResponse?.({ ...context, request: sent, response })) || response;
  return response;
}

/** The first response that a step returns takes the place of the error; an error that it returns is passed on. */
async function recover(
  backwards: readonly Middleware[],
  context: MiddlewareContext & { readonly error: unknown },
): Promise<Response> {
  let { error } = context;
  for (const middleware of backwards) {
    const returned = await middleware.onError?.({ ...context, error });
    if (returned instanceof Response) return returned;
    if (returned) error = returned;
  }
  throw error;
}
