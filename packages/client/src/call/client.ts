import type { paths } from "@high-mobility-ts/schema";
import type { CallArgs, PathsWith } from "./call.ts";
import type { Middleware } from "./middleware.ts";
import type { Result } from "./result.ts";

/**
 * The operations of the platform, by method and path. Every method resolves for every answer, errors included (they are
 * values: see {@link Result}); it rejects when there is no answer: the network failed, the call was aborted, no token
 * could be had, a path parameter is empty, or a 2xx answer is not JSON.
 */
export interface HighMobilityClient {
  GET<P extends PathsWith<paths, "get">>(
    path: P,
    ...init: CallArgs<paths[P]["get"]>
  ): Promise<Result<paths[P]["get"]>>;
  POST<P extends PathsWith<paths, "post">>(
    path: P,
    ...init: CallArgs<paths[P]["post"]>
  ): Promise<Result<paths[P]["post"]>>;
  PUT<P extends PathsWith<paths, "put">>(
    path: P,
    ...init: CallArgs<paths[P]["put"]>
  ): Promise<Result<paths[P]["put"]>>;
  PATCH<P extends PathsWith<paths, "patch">>(
    path: P,
    ...init: CallArgs<paths[P]["patch"]>
  ): Promise<Result<paths[P]["patch"]>>;
  DELETE<P extends PathsWith<paths, "delete">>(
    path: P,
    ...init: CallArgs<paths[P]["delete"]>
  ): Promise<Result<paths[P]["delete"]>>;
  /** Adds steps around every call, in order; they see requests before credentials are added. */
  use(...middleware: Middleware[]): void;
  /** Takes middleware out again. */
  eject(...middleware: Middleware[]): void;
}
