export type { SavedClearance } from "./clearances/clearances.ts";
export { createEmulator, type Emulator } from "./emulator.ts";
export type { Listening, ListenOptions } from "./listen.ts";
export type { KeySteering } from "./oauth/key-steering.ts";
export type { App, AppKey, EligibilityRule, EmulatorOptions, Vehicle, Webhook } from "./options.ts";
export type { RateLimits } from "./responder/rate-limiter.ts";
export type { Clock, Duration, EmulatorClock } from "./steering/clock.ts";
export {
  type ErrorBodyOf,
  type ErrorStatus,
  type Fault,
  NetworkFault,
  type TokenOperation,
} from "./steering/faults.ts";
export type { FleetView, VehicleView } from "./steering/inspect.ts";
export type { JournalEntry } from "./steering/journal.ts";
export type { Latency, LatencySteering } from "./steering/latency.ts";
export {
  carmakerDown,
  clearanceRejected,
  type Scenario,
  type Steering,
  tokenExpiresMidCall,
} from "./steering/scenarios.ts";
export type { EmulatorState } from "./steering/state.ts";
export type { BrandProfiles, PropertyName } from "./vehicles/brand-profiles.ts";
export type { CarmakerSteering, Outage, SavedOutage } from "./vehicles/carmakers.ts";
export type { Powertrain } from "./vehicles/energy.ts";
export type { VehicleSteering } from "./vehicles/vehicle-steering.ts";
export type { WebhookAttempt, WebhookDelivery, WebhookEvent } from "./webhooks/delivery.ts";
export type { WebhookSteering } from "./webhooks/webhooks.ts";
