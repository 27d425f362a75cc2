import type { Sample } from "./sample.ts";

/** The known samples of one vehicle, by place. */
export interface KnownVehicle {
  readonly values: Map<string, Sample>;
  readonly failures: Map<string, Sample>;
}
