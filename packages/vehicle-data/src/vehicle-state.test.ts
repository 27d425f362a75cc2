import fc from "fast-check";
import { expect, expectTypeOf, test, vi } from "vitest";
import { messagesV1, messageV2, response, vin } from "../test/vehicles.ts";
import type { Sample } from "./sample.ts";
import { samples, type VehicleMessage } from "./samples.ts";
import { toUnit } from "./to-unit.ts";
import { type StateChange, vehicleState } from "./vehicle-state.ts";

interface Reported {
  readonly value?: unknown;
  readonly reason?: string;
  readonly at?: string;
  readonly id?: string;
  readonly item?: string;
}

/** A message about the odometer of a vehicle. */
function message({ value, reason, at, id }: Reported): VehicleMessage {
  const entry = {
    ...(value !== undefined && { data: value }),
    ...(reason !== undefined && { failure: { reason, description: "" } }),
    ...(at !== undefined && { timestamp: at }),
  };
  const data = { diagnostics: { odometer: entry } };
  return { vin, data, ...(id !== undefined && { message_id: id }) };
}

function kilometers(value: number): object {
  return { value, unit: "kilometers" };
}

function odometerOf(...reported: readonly Reported[]): unknown {
  const state = vehicleState();
  for (const one of reported) state.add(samples(message(one)));
  return state.get(vin, "diagnostics", "odometer")?.value;
}

function at(second: number, digits = ""): string {
  return `2026-01-01T00:00:0${second}${digits}Z`;
}

test.each([
  ["the newer timestamp", { value: 1, at: at(2), id: "a" }, { value: 2, at: at(1), id: "b" }],
  [
    "the timestamp that is a microsecond newer",
    { value: 1, at: at(1, ".000002") },
    { value: 2, at: at(1, ".000001") },
  ],
  ["a timestamp instead of no timestamp", { value: 1, at: at(1), id: "a" }, { value: 2, id: "b" }],
  [
    "the larger message id, if times are equal",
    { value: 1, at: at(1), id: "b" },
    { value: 2, at: at(1), id: "a" },
  ],
  [
    "a message id instead of no message id, if times are equal",
    { value: 1, at: at(1), id: "" },
    { value: 2, at: at(1) },
  ],
  [
    "the larger JSON, if message ids are equal",
    { value: { b: 1, a: 2 }, at: at(1) },
    { value: { a: 1, b: 9 }, at: at(1) },
  ],
  ["the larger message id, if there are no times", { value: 1, id: "b" }, { value: 2, id: "a" }],
])("%s wins in any order of arrival", (_rule, winner, loser) => {
  expect(odometerOf(winner, loser)).toEqual(winner.value);
  expect(odometerOf(loser, winner)).toEqual(winner.value);
});

test("a failure is kept beside a value and never replaces it", () => {
  const state = vehicleState();
  state.add(samples(message({ value: 1, at: at(1) })));
  const changes = state.add(samples(message({ reason: "oem_error", at: at(2) })));
  expect(changes).toMatchObject([{ kind: "failure", previous: undefined }]);
  expect(state.get(vin, "diagnostics", "odometer")?.value).toBe(1);
  expect([...state.failures(vin)].map(({ failure }) => failure?.reason)).toEqual(["oem_error"]);
  expect([...state.values()]).toHaveLength(1);
});

test("a sample without value and failure is ignored", () => {
  const state = vehicleState();
  expect(state.add(samples(message({ at: at(1) })))).toEqual([]);
  expect([...state.vins()]).toEqual([]);
});

test("each item of a property has its own type", () => {
  const state = vehicleState();
  state.add(samples(messageV2));
  expect(state.get(vin, "doors", "locks", "front_left")?.value).toBe("locked");
  expect(state.get(vin, "doors", "locks", "rear_right")?.value).toBe("unlocked");
  expect(state.get(vin, "doors", "locks")).toBeUndefined();
  expect(state.get("unknown", "doors", "locks", "front_left")).toBeUndefined();
  expectTypeOf(state.get(vin, "doors", "locks", "front_left")).toEqualTypeOf<
    Sample<"doors", "locks"> | undefined
  >();
  expectTypeOf(state.get(vin, "warp_drive", "flow")).toEqualTypeOf<Sample | undefined>();
});

test("a change has its kind and the previous sample", () => {
  const onChange = vi.fn<(change: StateChange) => void>();
  const state = vehicleState({ onChange });
  const add = (reported: Reported): StateChange[] => state.add(samples(message(reported)));
  const first = add({ value: kilometers(1), at: at(1), id: "a" });
  expect(first).toMatchObject([{ kind: "value", sample: { value: 1 }, previous: undefined }]);
  expect(add({ value: kilometers(1), at: at(2) })).toMatchObject([
    { kind: "timestamp", previous: { timestamp: new Date(at(1)) } },
  ]);
  expect(add({ value: { value: 1, unit: "miles" }, at: at(3) })).toMatchObject([
    { kind: "value", previous: { unit: "kilometers" } },
  ]);
  expect(add({ value: kilometers(9), at: at(1) })).toEqual([]);
  expect(add({ value: [1], at: at(4) })).toMatchObject([{ kind: "value" }]);
  expect(add({ value: [1], at: at(5) })).toMatchObject([{ kind: "timestamp" }]);
  expect(add({ value: { b: 1, a: 2 }, at: at(6) })).toMatchObject([{ kind: "value" }]);
  expect(add({ value: { a: 2, b: 1 }, at: at(7) })).toMatchObject([{ kind: "timestamp" }]);
  // The same message with another id changes nothing.
  expect(add({ value: { a: 2, b: 1 }, at: at(7), id: "z" })).toEqual([]);
  expect(onChange).toHaveBeenCalledTimes(7);
  expect(onChange.mock.calls[0]?.[0]).toBe(first[0]);
});

test("distinguishes names with any characters", () => {
  const state = vehicleState();
  const names = [
    ["a", "b\nc"],
    ["a\nb", "c"],
    ["a", 'b"],["c'],
    ["a,b", "c"],
  ] as const;
  for (const [capability, property] of names)
    state.add(samples({ vin, data: { [capability]: { [property]: { data: property } } } }));
  for (const [capability, property] of names)
    expect(state.get(vin, capability, property)).toMatchObject({ capability, property });
});

test("one sample can be added as well as many", () => {
  const [sample] = samples(messageV2);
  if (!sample) throw new Error("no sample");
  expect(vehicleState().add(sample)).toMatchObject([{ kind: "value", sample }]);
  expect(vehicleState().add(new Set([sample]))).toMatchObject([{ kind: "value", sample }]);
});

test("the oldest failures are dropped, regardless of the order of arrival", () => {
  const failureAt = (second: number, property: string): VehicleMessage => {
    const entry = { failure: { reason: "oem_error", description: "" }, timestamp: at(second) };
    return { vin, data: { diagnostics: { [property]: entry } } };
  };
  const messages = [failureAt(3, "c"), failureAt(1, "a"), failureAt(2, "b"), failureAt(1, "d")];
  const kept = (order: readonly VehicleMessage[], maxFailures: number): string[] => {
    const state = vehicleState({ maxFailures });
    for (const one of order) state.add(samples(one));
    return [...state.failures()].map(({ property }) => property).sort();
  };
  expect(kept(messages, 2)).toEqual(["b", "c"]);
  expect(kept(messages.toReversed(), 2)).toEqual(["b", "c"]);
  expect(kept(messages, 3)).toEqual(kept(messages.toReversed(), 3));
  expect(kept(messages, 0)).toEqual([]);
  // A failure that is dropped at once is not a change.
  const full = vehicleState({ maxFailures: 1 });
  full.add(samples(failureAt(3, "c")));
  expect(full.add(samples(failureAt(1, "a")))).toEqual([]);
});

test("100 failures of each vehicle are kept by default", () => {
  const state = vehicleState();
  const failure = { failure: { reason: "oem_error", description: "" } };
  const diagnostics = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`p${index}`, failure]));
  for (const name of ["one", "two"]) state.add(samples({ vin: name, data: { diagnostics } }));
  expect([...state.failures("one")]).toHaveLength(100);
  expect([...state.failures()]).toHaveLength(200);
});

test("a vehicle is forgotten", () => {
  const state = vehicleState();
  state.add(samples(messageV2));
  expect([...state.vins()]).toEqual([vin]);
  expect(state.delete(vin)).toBe(true);
  expect(state.delete(vin)).toBe(false);
  expect([...state.values(), ...state.failures()]).toEqual([]);
});

test("a converted sample is still converted when the state is read again", () => {
  const [sample] = samples(messageV2);
  if (sample?.capability !== "diagnostics") throw new Error("no odometer");
  const { value, unit } = toUnit({ value: Number(sample.value), unit: "kilometers" }, "miles");
  const state = vehicleState();
  state.add({ ...sample, value, unit });
  const read = vehicleState({ from: JSON.parse(JSON.stringify(state)) });
  expect(read.get(vin, "diagnostics", "odometer")).toStrictEqual({ ...sample, value, unit });
});

test.each([
  [{ maxFailures: -1 }, "`maxFailures` must be a whole number of at least 0, got -1."],
  [{ maxFailures: 1.5 }, "`maxFailures` must be a whole number of at least 0, got 1.5."],
  [{ from: null }, "`from` must be what `toJSON` of a vehicle state returned, got another value."],
  [
    { from: { version: 2, vehicles: [] } },
    "`from` must be what `toJSON` of a vehicle state returned, got another value.",
  ],
  [
    { from: { version: 1, vehicles: [[7, []]] } },
    "`from` must be what `toJSON` of a vehicle state returned, got a vehicle with an unexpected form.",
  ],
  [
    { from: { version: 1, vehicles: [7] } },
    "`from` must be what `toJSON` of a vehicle state returned, got a vehicle with an unexpected form.",
  ],
  [
    { from: { version: 1, vehicles: [["v", [{}]]] } },
    "`from` must be what `toJSON` of a vehicle state returned, got a sample with an unexpected form.",
  ],
])("%j is a TypeError", (options, problem) => {
  expect(() => vehicleState(options as never)).toThrow(new TypeError(problem));
});

// Each member has only a few possible values, so that ties of every kind occur.
const entry = fc.record(
  {
    data: fc.constantFrom<unknown>(
      1,
      2,
      "x",
      { value: 1, unit: "miles" },
      { location: "front_left", lock_state: "locked" },
      { location: "front_left", lock_state: "unlocked" },
      { b: 1, a: 1 },
      { a: 1, b: 1 },
    ),
    failure: fc.record({ reason: fc.constantFrom("oem_error", "pending"), description: fc.constant("") }),
    timestamp: fc.constantFrom(
      "2026-01-01T00:00:00Z",
      "2026-01-01T01:00:00+01:00",
      "2026-01-01T00:00:00.000001Z",
      "2026-01-02T00:00:00",
      "never",
    ),
  },
  { requiredKeys: [] },
);
const content = fc.oneof(entry, fc.array(entry, { maxLength: 3 }));
const anyMessage = fc
  .record(
    {
      vin: fc.constantFrom("one", "two", "__proto__"),
      message_id: fc.constantFrom("a", "b"),
      timestamp: fc.constantFrom("2026-01-01T12:00:00Z", "2026-01-01T00:00:00Z"),
      data: fc.dictionary(
        fc.constantFrom("diagnostics", "doors", "__proto__", "novelty"),
        fc.dictionary(fc.constantFrom("odometer", "locks", "speed"), content, { maxKeys: 3 }),
        { maxKeys: 2 },
      ),
    },
    { requiredKeys: ["vin", "data"] },
  )
  // The message as it is received, parsed from JSON.
  .map((message): VehicleMessage => JSON.parse(JSON.stringify(message)));

test("the same messages in any order and with any duplicates result in the same state", () => {
  let ties = 0;
  let dropped = 0;
  const many = fc.array(anyMessage, { minLength: 1, maxLength: 12 }).chain((messages) =>
    fc.tuple(
      fc.constant(messages),
      fc
        .array(fc.constantFrom(...messages), { maxLength: 12 })
        .chain((again) =>
          fc.shuffledSubarray([...messages, ...again], { minLength: messages.length + again.length }),
        ),
    ),
  );
  fc.assert(
    fc.property(many, ([messages, shuffled]) => {
      const options = { maxFailures: 2 };
      const [state, other] = [vehicleState(options), vehicleState(options)];
      for (const one of messages) state.add(samples(one));
      for (const one of shuffled) other.add(samples(one));
      expect(JSON.stringify(other)).toBe(JSON.stringify(state));
      const all = messages.flatMap((one) => samples(one)).filter(({ value }) => value !== undefined);
      const places = all.map((s) => [s.vin, s.capability, s.property, s.item, s.timestamp?.getTime()].join());
      if (new Set(places).size < places.length) ties++;
      if ([...vehicleState({ from: state.toJSON() }).failures("one")].length === 2) dropped++;
    }),
    { numRuns: 500 },
  );
  // Checks that the interesting cases occur.
  expect(ties).toBeGreaterThan(100);
  expect(dropped).toBeGreaterThan(25);
});

test("a state is the same after it is written and read", () => {
  let filled = 0;
  fc.assert(
    fc.property(fc.array(anyMessage, { maxLength: 12 }), (messages) => {
      const state = vehicleState();
      for (const one of messages) state.add(samples(one));
      const read = vehicleState({ from: JSON.parse(JSON.stringify(state)) });
      const sorted = (all: Iterable<Sample>): unknown[] =>
        [...all].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
      expect(sorted(read.values())).toStrictEqual(sorted(state.values()));
      expect(sorted(read.failures())).toStrictEqual(sorted(state.failures()));
      expect(JSON.stringify(read)).toBe(JSON.stringify(state));
      if ([...state.values()].length > 2 && [...state.failures()].length > 0) filled++;
    }),
  );
  expect(filled).toBeGreaterThan(30);
});

test("the source of samples can be restored from them", () => {
  let lists = 0;
  const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
  fc.assert(
    fc.property(anyMessage, (one) => {
      const back = new Map<string, Map<string, unknown[]>>();
      for (const { capability, property, raw } of samples(one)) {
        const properties = back.get(capability) ?? new Map<string, unknown[]>();
        back.set(capability, properties);
        properties.set(property, [...(properties.get(property) ?? []), raw]);
      }
      for (const [capability, properties] of Object.entries(one.data))
        for (const [property, received] of Object.entries(properties)) {
          expect(back.get(capability)?.get(property) ?? []).toEqual(listed(received));
          if (listed(received).length > 1) lists++;
        }
    }),
  );
  expect(lists).toBeGreaterThan(10);
});

test("a response and the messages of the same report have the same values", () => {
  const [pulled, pushed, single] = [vehicleState(), vehicleState(), vehicleState()];
  pulled.add(samples(response, { vin }));
  pushed.add(samples(messageV2));
  for (const one of messagesV1) single.add(samples(one));
  const values = (state: typeof pulled): unknown[] =>
    [...state.values()].map(({ messageId: _, ...sample }) => sample);
  expect(values(pushed)).toEqual(values(pulled));
  expect(values(single)).toEqual(values(pulled));
});
