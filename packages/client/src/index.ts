export { ApiError, type ErrorDetail } from "./api-error.ts";
export type { CallArgs, CallInit, CallOptions, Method, PathsWith } from "./call.ts";
export type { HighMobilityClient } from "./client.ts";
export {
  type BaseUrlOptions,
  type ClientOptions,
  type CredentialOptions,
  createClient,
  type TokenSourceOptions,
} from "./create-client.ts";
export {
  type ApiErrorCode,
  HighMobilityError,
  type HighMobilityErrorCode,
  UnexpectedResponseError,
} from "./errors.ts";
export type { Middleware, MiddlewareContext } from "./middleware.ts";
export type { Answer, AnyResult, Failure, Result, Success, UndocumentedStatus } from "./result.ts";
export { type DataOf, unwrap } from "./unwrap.ts";
