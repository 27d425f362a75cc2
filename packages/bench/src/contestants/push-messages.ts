// Push messages of a fleet, made as they are needed, so that a million of them take no memory.

const vehicles = 1_000;
const batchSize = 10_000;

/** What is reported in turns: capability, property, and the data at a point of time. */
const reports: readonly (readonly [capability: string, property: string, data: (at: number) => unknown])[] = [
  ["diagnostics", "odometer", (at) => ({ value: 54_321 + at / 7, unit: "kilometers" })],
  ["diagnostics", "speed", (at) => ({ value: at % 130, unit: "kilometers_per_hour" })],
  ["charging", "battery_level", (at) => (at % 100) / 100],
  ["vehicle_location", "coordinates", (at) => ({ latitude: 52 + at / 1e6, longitude: 13.4 - at / 1e6 })],
  ["doors", "locks", () => ({ location: "front_left", lock_state: "locked" })],
];

/** Yields batches of V1 messages as JSON. One in 20 is late, and one in 50 is sent twice. */
export function* messagesV1(count: number): Generator<readonly string[]> {
  yield* batches(count, (index) => {
    const number = index % 50 === 49 ? index - 1 : index;
    const report = reports[Math.floor(number / vehicles) % reports.length];
    if (!report) throw new RangeError("there is no report");
    const [capability, property, data] = report;
    const entry = { data: data(number), timestamp: timeOf(number) };
    return { ...envelope(number), capability, property, data: { [capability]: { [property]: entry } } };
  });
}

/** Yields batches of V2 messages as JSON, each with all properties of the vehicle. */
export function* messagesV2(count: number): Generator<readonly string[]> {
  yield* batches(count, (index) => {
    const data: Record<string, Record<string, unknown>> = {};
    for (const [capability, property, value] of reports)
      data[capability] = {
        ...data[capability],
        [property]: [{ data: value(index), timestamp: timeOf(index) }],
      };
    return { ...envelope(index), application_id: "48aa1779-91c2-468e-97e9-ab112efd53b9", data };
  });
}

/** The properties of a wide message: 20 numbers. */
const wideProperties: Readonly<Record<string, readonly string[]>> = {
  diagnostics: [
    ...["odometer", "speed", "engine_rpm", "engine_oil_temperature", "fuel_level", "estimated_range"],
    ...["engine_load", "distance_since_reset", "battery_voltage", "adblue_level", "engine_torque"],
  ],
  charging: ["battery_level", "estimated_range", "charger_voltage", "charging_rate", "battery_current"],
  usage: ["average_speed", "last_trip_distance", "average_fuel_consumption", "electric_consumption"],
};

/** Returns a V2 message of 20 properties as JSON, about 2 kB. Its id and its vehicle follow from the number. */
export function wideMessage(index: number): string {
  const item = { data: { value: index / 7, unit: "kilometers" }, timestamp: timeOf(index) };
  const data = Object.fromEntries(
    Object.entries(wideProperties).map(([capability, properties]) => [
      capability,
      Object.fromEntries(properties.map((property) => [property, [item]])),
    ]),
  );
  return JSON.stringify({
    ...envelope(index),
    application_id: "48aa1779-91c2-468e-97e9-ab112efd53b9",
    data,
  });
}

function envelope(index: number): object {
  return {
    message_id: `5e0b8a9e-6a1b-4c52-9b62-${String(index).padStart(12, "0")}`,
    version: 3,
    vin: `2HM${String((index * 7_919) % vehicles).padStart(14, "0")}`,
  };
}

function timeOf(index: number): string {
  const late = index % 20 === 19 ? 3_600_000 : 0;
  const time = new Date(1_767_225_600_000 + Math.floor(index / vehicles) * 1_000 - late);
  return time.toISOString().replace("Z", "943Z");
}

function* batches(count: number, messageAt: (index: number) => object): Generator<readonly string[]> {
  for (let start = 0; start < count; start += batchSize)
    yield Array.from({ length: Math.min(batchSize, count - start) }, (_, index) =>
      JSON.stringify(messageAt(start + index)),
    );
}
