export type { SavedClearance } from "./clearances.ts";
export type { Clock, Duration, EmulatorClock } from "./clock.ts";
export { createEmulator, type Emulator, type EmulatorState } from "./emulator.ts";
export { type ErrorStatus, type Fault, NetworkFault } from "./faults.ts";
export type { FleetView, VehicleView } from "./inspect.ts";
export type { JournalEntry } from "./journal.ts";
export type { Listening, ListenOptions } from "./listen.ts";
export type { App, AppKey, EmulatorOptions, Vehicle } from "./options.ts";
export type { VehicleSteering } from "./vehicle-steering.ts";
