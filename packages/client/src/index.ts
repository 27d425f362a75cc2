export type { CallArgs, CallInit, CallOptions, Method, PathsWith } from "./call/call.ts";
export type { HighMobilityClient } from "./call/client.ts";
export type {
  BaseUrlOptions,
  CallingOptions,
  ClientOptions,
  CredentialOptions,
  TimeoutOptions,
  TokenSourceOptions,
} from "./call/client-options.ts";
export { createClient } from "./call/create-client.ts";
export type { CallEvent, ClientEvent, OnClientEvent } from "./call/events.ts";
export { logEvents } from "./call/log-events.ts";
export type { Middleware, MiddlewareContext } from "./call/middleware.ts";
export type { BodyProblem, BodyValidator, ResponseValidation } from "./call/response-validation.ts";
export type { Answer, AnyResult, Failure, Result, Success, UndocumentedStatus } from "./call/result.ts";
export { ApiError } from "./errors/api-error.ts";
export type { ErrorDetail } from "./errors/error-body.ts";
export {
  type ApiErrorCode,
  HighMobilityError,
  type HighMobilityErrorCode,
  isHighMobilityError,
} from "./errors/high-mobility-error.ts";
export { AbortError, NetworkError, TimeoutError } from "./errors/no-response-errors.ts";
export { UnexpectedResponseError } from "./errors/unexpected-response-error.ts";
export { type DataOf, unwrap } from "./errors/unwrap.ts";
export { isBrand } from "./fleet/brand.ts";
export { type ClearanceQuery, clearanceFilter, type TimeComparison } from "./fleet/clearance-query.ts";
export { readVehicleCsv } from "./fleet/csv/read-vehicle-csv.ts";
export { type EnrollOptions, enrollVehicles } from "./fleet/enroll/enroll-vehicles.ts";
export type {
  CheckpointStore,
  EnrollmentCheckpoint,
  EnrollmentOutcome,
  EnrollmentProgress,
} from "./fleet/enroll/enrollment.ts";
export type { UncheckedVehicle, VehicleRow } from "./fleet/enroll/vehicle-row.ts";
export type { VinHint } from "./fleet/hints.ts";
export { type ListOptions, listClearances } from "./fleet/list-clearances.ts";
export { type EachVehicleOptions, readVehicles, type VehicleReading } from "./fleet/read-vehicles.ts";
export { type RemovalOutcome, removeVehicles } from "./fleet/remove-vehicles.ts";
export type { Source } from "./fleet/source.ts";
export { checkVin, type VinCheck } from "./fleet/vin.ts";
export { type SettledClearance, type WaitOptions, waitForClearance } from "./fleet/wait-for-clearance.ts";
export { type ConcurrencyLimit, concurrencyLimit } from "./resilience/concurrency-limit.ts";
export type { OperationKey, RateLimit } from "./resilience/operation-limits.ts";
export { type RateLimiter, type RateLimiterOptions, rateLimiter } from "./resilience/rate-limiter.ts";
export type { RetryOptions } from "./resilience/retry-policy.ts";
export {
  type WithConcurrencyLimitOptions,
  withConcurrencyLimit,
} from "./resilience/with-concurrency-limit.ts";
export { type WithRateLimitOptions, withRateLimit } from "./resilience/with-rate-limit.ts";
export { type WithRetryOptions, withRetry } from "./resilience/with-retry.ts";
export { type WithTimeoutOptions, withTimeout } from "./resilience/with-timeout.ts";
export { type Property, type PropertyValue, property, type RawProperty } from "./vehicle-data/property.ts";
export { type Quantity, toUnit, type Unit, type UnitLike } from "./vehicle-data/to-unit.ts";
export type { Units } from "./vehicle-data/units.ts";
