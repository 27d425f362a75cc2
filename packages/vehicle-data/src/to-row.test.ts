import { expect, test } from "vitest";
import { messageV2, response, vin } from "../test/vehicles.ts";
import { samples } from "./samples.ts";
import { toRow } from "./to-row.ts";

const timestamp = "2026-01-02T03:04:05.678Z";
const base = { vin, item: null, timestamp, value_number: null, value_text: null, unit: null, failure: null };

test("every kind of sample is a flat row whose columns have one type", () => {
  expect(samples(messageV2).map(toRow)).toStrictEqual([
    {
      ...base,
      capability: "diagnostics",
      property: "odometer",
      value_number: 54_321.5,
      unit: "kilometers",
      message_id: "m2",
    },
    {
      ...base,
      capability: "diagnostics",
      property: "engine_rpm",
      failure: "privacy_mode_active",
      message_id: "m2",
    },
    {
      ...base,
      capability: "doors",
      property: "locks",
      item: "front_left",
      value_text: "locked",
      message_id: "m2",
    },
    {
      ...base,
      capability: "doors",
      property: "locks",
      item: "rear_right",
      value_text: "unlocked",
      message_id: "m2",
    },
    {
      ...base,
      capability: "charging",
      property: "departure_times",
      item: "0",
      value_text: '{"state":"active","time":{"hour":7,"minute":30}}',
      message_id: "m2",
    },
    {
      ...base,
      capability: "charging",
      property: "departure_times",
      item: "1",
      value_text: '{"state":"inactive","time":{"hour":8,"minute":0}}',
      message_id: "m2",
    },
  ]);
  expect(toRow(samples(response, { vin })[0] as never).message_id).toBeNull();
});

test.each([
  [true, null, "true"],
  [0, 0, null],
  ["", null, ""],
  [[1, { b: 1, a: 2 }], null, '[1,{"a":2,"b":1}]'],
])("writes %j into the column of its type", (data, value_number, value_text) => {
  const [sample] = samples({ vin, data: { novelty: { thing: { data } } } });
  if (!sample) throw new Error("no sample");
  expect(toRow(sample)).toMatchObject({ value_number, value_text, timestamp: null });
});
