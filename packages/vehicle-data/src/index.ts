export { clearanceBrand, isSameBrand } from "./brand-names.ts";
export { type Property, type PropertyValue, property, type RawProperty } from "./property.ts";
export { readTimestamp } from "./read-timestamp.ts";
export {
  type CapabilityName,
  isSample,
  type PropertyName,
  type Sample,
  type SampleFailure,
  type TypedSample,
  type UnitOf,
  type ValueOf,
} from "./sample.ts";
export { type SamplesOptions, samples, type VehicleMessage } from "./samples.ts";
export type { SampleJson, VehicleStateJson } from "./state-json.ts";
export { toGeoJson, type VehicleFeature, type VehicleFeatures } from "./to-geo-json.ts";
export { type SampleRow, toRow } from "./to-row.ts";
export { type Quantity, toUnit, type Unit, type UnitLike } from "./to-unit.ts";
export type { Units } from "./units.ts";
export {
  type StateChange,
  type VehicleState,
  type VehicleStateOptions,
  vehicleState,
} from "./vehicle-state.ts";
