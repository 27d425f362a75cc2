export type { SavedClearance, StatusName } from "./clearances/clearances.ts";
export type { EmulatorClientOptions, ServerClientOptions } from "./control/client-options.ts";
export type { Duration, EmulatorClock, TimeSource } from "./control/clock.ts";
export {
  type ErrorBodyOf,
  type ErrorStatus,
  type Fault,
  NetworkFault,
  type TokenOperation,
} from "./control/faults.ts";
export type { FleetView, VehicleView } from "./control/fleet-view.ts";
export type { JournalEntry } from "./control/journal.ts";
export type { KeySteering } from "./control/key-steering.ts";
export type { Latency, LatencySteering } from "./control/latency.ts";
export type { EmulatorState } from "./control/saved-state.ts";
export {
  carmakerDown,
  clearanceRejected,
  consentWithdrawn,
  type Scenario,
  type Steering,
  slowCarmaker,
  tokenExpiresMidCall,
} from "./control/scenarios.ts";
export type { VehicleSteering } from "./control/vehicle-steering.ts";
export type { BrokerOptions, ConsumerClientOptions, EmbeddedBroker } from "./delivery/broker.ts";
export type { ClientCertificateFiles } from "./delivery/broker-certificates.ts";
export type { ForeignBrokerOptions, Publisher } from "./delivery/foreign-broker.ts";
export type { MessageFaults } from "./delivery/message-faults.ts";
export type { FileLayout } from "./delivery/message-files.ts";
export type { MessageFormat, MessageItem, MessageV1, MessageV2, PushedMessage } from "./delivery/messages.ts";
export type { FolderOptions, MessageSubscription, PushSteering } from "./delivery/push.ts";
export type { ConsumerQuestion, PushBroker } from "./delivery/push-broker.ts";
export type { SentWebhook, WebhookAttempt, WebhookEvent } from "./delivery/webhook-event.ts";
export type { WebhookSteering } from "./delivery/webhooks.ts";
export { createEmulator, type Emulator, type EmulatorServer } from "./emulator.ts";
export type { App, AppKey, EligibilityRule, EmulatorOptions, Vehicle, Webhook } from "./options.ts";
export type { Quirk } from "./responder/quirks.ts";
export type { RateLimits } from "./responder/rate-limiter.ts";
export type { Listening, ListenOptions } from "./server/listen.ts";
export type { BrandProfiles, PropertyPath } from "./vehicles/brand-profiles.ts";
export type { BrandName, ByBrand } from "./vehicles/brands.ts";
export type { CarmakerSteering, Outage, SavedOutage } from "./vehicles/carmakers.ts";
export type { Powertrain } from "./vehicles/energy.ts";
