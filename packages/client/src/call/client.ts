import type { paths } from "@high-mobility-ts/schema";
import type { CallArgs, Method } from "./call.ts";
import type { Middleware } from "./middleware.ts";
import type { OperationMethods } from "./operation-methods.ts";
import type { Result } from "./result.ts";

/**
 * The paths that have an operation for the method. A type error lists these keys; it would not list an alias of them.
 */
type PathTable<M extends Method> = {
  [P in keyof paths as paths[P] extends Record<M, object> ? P : never]: P;
};

/**
 * The operations of the platform, callable by name or by method and path. A call resolves for every response, including
 * errors (they are values: see {@link Result}). It rejects if there is no response: the network failed, the call was
 * aborted, there is no token, a path parameter is missing, or a 2xx response is not JSON.
 */
export interface HighMobilityClient extends OperationMethods {
  /** Calls a `GET` operation by its path template. */
  GET<P extends keyof PathTable<"get">>(
    path: P,
    ...init: CallArgs<paths[P]["get"]>
  ): Promise<Result<paths[P]["get"]>>;
  /** Calls a `POST` operation by its path template. */
  POST<P extends keyof PathTable<"post">>(
    path: P,
    ...init: CallArgs<paths[P]["post"]>
  ): Promise<Result<paths[P]["post"]>>;
  /** Calls a `PUT` operation by its path template. */
  PUT<P extends keyof PathTable<"put">>(
    path: P,
    ...init: CallArgs<paths[P]["put"]>
  ): Promise<Result<paths[P]["put"]>>;
  /** Calls a `PATCH` operation by its path template. */
  PATCH<P extends keyof PathTable<"patch">>(
    path: P,
    ...init: CallArgs<paths[P]["patch"]>
  ): Promise<Result<paths[P]["patch"]>>;
  /** Calls a `DELETE` operation by its path template. */
  DELETE<P extends keyof PathTable<"delete">>(
    path: P,
    ...init: CallArgs<paths[P]["delete"]>
  ): Promise<Result<paths[P]["delete"]>>;
  /** Adds middleware around every call, in order. Middleware receives requests before credentials are added. */
  use(...middleware: Middleware[]): void;
  /** Removes middleware. */
  eject(...middleware: Middleware[]): void;
}
