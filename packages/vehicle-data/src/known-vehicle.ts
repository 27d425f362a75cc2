import type { Sample } from "./sample.ts";

/** What is known of one vehicle, by place. */
export interface KnownVehicle {
  readonly values: Map<string, Sample>;
  readonly failures: Map<string, Sample>;
}
