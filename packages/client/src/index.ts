// Re-exports that an app needs for its first call, so that it installs only this package.
export { allowInsecureRequests, consoleKey } from "@high-mobility-ts/auth";
export type { OperationKey } from "@high-mobility-ts/schema/facts";
export {
  clearanceBrand,
  isSameBrand,
  isSample,
  type Property,
  type PropertyValue,
  property,
  type Quantity,
  type RawProperty,
  type Sample,
  type SampleFailure,
  type SampleRow,
  type StateChange,
  samples,
  toGeoJson,
  toRow,
  toUnit,
  type Unit,
  type UnitLike,
  type Units,
  type VehicleFeatures,
  type VehicleMessage,
  type VehicleState,
  type VehicleStateJson,
  type VehicleStateOptions,
  vehicleState,
} from "@high-mobility-ts/vehicle-data";
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
export type { RateLimit } from "./call/operation-facts.ts";
export type { OperationInput, OperationMethods, OperationResult } from "./call/operation-methods.ts";
export {
  type BodyProblem,
  type BodyValidator,
  type BodyVerdict,
  type ResponseValidatorOptions,
  type ResultValidator,
  responseValidator,
} from "./call/response-validation.ts";
export type { AnyResult, Failure, ResponseInfo, Result, Success, UndocumentedStatus } from "./call/result.ts";
export { ApiError } from "./errors/api-error.ts";
export { AuthenticationError } from "./errors/authentication-error.ts";
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
export { type AnyBrand, isBrand } from "./fleet/brand.ts";
export {
  checkEligibilities,
  type EligibilityReading,
  type VehicleToCheck,
} from "./fleet/check-eligibilities.ts";
export { type ClearanceQuery, clearanceFilter, type TimeComparison } from "./fleet/clearance-query.ts";
export { readVehicleCsv } from "./fleet/csv/read-vehicle-csv.ts";
export { type EnrollOptions, enrollVehicles } from "./fleet/enroll/enroll-vehicles.ts";
export type {
  CheckpointStore,
  EnrollmentCheckpoint,
  EnrollmentOutcome,
  EnrollmentProgress,
  RefusedStatus,
} from "./fleet/enroll/enrollment.ts";
export type { UncheckedVehicle, VehicleRow, VehicleToEnroll } from "./fleet/enroll/vehicle-row.ts";
export { type ListOptions, listClearances } from "./fleet/list-clearances.ts";
export { type EachVehicleOptions, readVehicles, type VehicleReading } from "./fleet/read-vehicles.ts";
export { type RemovalOutcome, removeVehicles } from "./fleet/remove-vehicles.ts";
export type { Source } from "./fleet/source.ts";
export type { VehicleHint, VehicleHintCode } from "./fleet/vehicle-hint.ts";
export { checkVin, type VinCheck } from "./fleet/vin.ts";
export type { SettledClearance, SettledStatus } from "./fleet/wait/open-clearances.ts";
export { type PendingClearance, StillPendingError } from "./fleet/wait/still-pending-error.ts";
export type { VehicleNews } from "./fleet/wait/vehicle-news.ts";
export { waitForClearance } from "./fleet/wait/wait-for-clearance.ts";
export type { WaitEvent, WaitOptions } from "./fleet/wait/wait-options.ts";
export type { WatchEvent, WatchedProperty, WatchOptions } from "./fleet/watch/watch-options.ts";
export { watchVehicles } from "./fleet/watch/watch-vehicles.ts";
export { type RateLimiter, type RateLimiterOptions, rateLimiter } from "./resilience/rate-limiter.ts";
export type { RetryOptions } from "./resilience/retry-policy.ts";
