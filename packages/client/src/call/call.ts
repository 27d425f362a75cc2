/** HTTP methods of a client. A path can be called only with the methods that the specification has for it. */
export type Method = "get" | "put" | "post" | "delete" | "patch";

/** The paths of `Paths` that have the operation `M`. */
export type PathsWith<Paths, M extends Method> = {
  [P in keyof Paths]: Paths[P] extends Record<M, object> ? P : never;
}[keyof Paths];

/**
 * Options of one call that do not depend on the operation: those of `fetch`, except the ones that the call sets itself.
 * `signal` aborts the call and every wait in it. The promise then rejects with an `AbortError` whose cause is the
 * reason.
 */
export type CallOptions = Omit<RequestInit, "method" | "body">;

/** The options of a call to `Op`. `params` and `body` exist and are required only if the specification says so. */
export type CallInit<Op> = CallOptions & ParamsOf<Op> & BodyOf<Op>;

/** The arguments after the path. The argument can be omitted if no parameter is required. */
export type CallArgs<Op> =
  Record<never, never> extends ParamsOf<Op> & BodyOf<Op> ? [init?: CallInit<Op>] : [init: CallInit<Op>];

type ParamsOf<Op> = Op extends { parameters: infer P }
  ? Record<never, never> extends P
    ? {
        /** Path and query parameters, in `path` and `query`. */
        readonly params?: P;
      }
    : {
        /** Path and query parameters, in `path` and `query`. */
        readonly params: P;
      }
  : unknown;

type BodyOf<Op> = Op extends { requestBody: JsonContent<infer B> }
  ? {
      /** The body, which is sent as JSON. */
      readonly body: B;
    }
  : Op extends { requestBody?: infer R }
    ? [Exclude<R, undefined>] extends [never]
      ? { readonly body?: never }
      : R extends JsonContent<infer B>
        ? {
            /** The body, which is sent as JSON. Default: none. */
            readonly body?: B;
          }
        : unknown
    : unknown;

/** The shape the generated types give to a JSON body. */
export interface JsonContent<B> {
  content: { "application/json": B };
}
