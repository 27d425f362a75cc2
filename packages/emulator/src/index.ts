export type { SavedClearance } from "./clearances/clearances.ts";
export { createEmulator, type Emulator, type EmulatorState } from "./emulator.ts";
export type { Listening, ListenOptions } from "./listen.ts";
export type { App, AppKey, EmulatorOptions, Vehicle } from "./options.ts";
export type { Clock, Duration, EmulatorClock } from "./steering/clock.ts";
export { type ErrorStatus, type Fault, NetworkFault } from "./steering/faults.ts";
export type { JournalEntry } from "./steering/journal.ts";
export type { VehicleSteering } from "./vehicles/vehicle-steering.ts";
