import fc from "fast-check";
import { expect, test } from "vitest";
import { parseMessage } from "./message.ts";

const receivedAt = new Date("2026-01-02T03:04:05Z");
const vin = "2HM00000000000001";

const v2 = {
  message_id: "m-1",
  version: 3,
  vin,
  application_id: "app",
  data: {
    diagnostics: { odometer: [{ timestamp: "2026-01-01T00:00:00Z", data: { value: 5, unit: "miles" } }] },
  },
  new_member: true,
};

const v1 = {
  message_id: "m-2",
  version: 1,
  vin,
  capability: "diagnostics",
  property: "odometer",
  timestamp: "2026-01-01T00:00:00Z",
  data: { diagnostics: { odometer: { data: { value: 5, unit: "miles" } } } },
};

test.each([
  { content: v2, want: { id: "m-1", format: "v2", version: 3, applicationId: "app" } },
  { content: v1, want: { id: "m-2", format: "v1", version: 1, applicationId: undefined } },
  { content: { ...v2, version: "new" }, want: { id: "m-1", format: "v2", version: "new" } },
  { content: { ...v2, message_id: 7 }, want: { id: "7" } },
  { content: { ...v2, message_id: undefined }, want: { id: undefined } },
])("reads $want", ({ content, want }) => {
  const message = parseMessage(new TextEncoder().encode(JSON.stringify(content)), { receivedAt });
  expect(message).toMatchObject({ ...want, vin, receivedAt, problems: [] });
  expect(message.raw).toEqual(JSON.parse(JSON.stringify(content)));
  if (!message.readable) throw new Error("the message is not readable");
  expect(message.samples()).toMatchObject([
    {
      vin,
      capability: "diagnostics",
      property: "odometer",
      value: 5,
      unit: "miles",
      timestamp: new Date("2026-01-01T00:00:00Z"),
    },
  ]);
});

test("uses the vehicle of the topic if the content names no vehicle", () => {
  const { vin: _, ...rest } = v1;
  const message = parseMessage(rest, { vin });
  expect(message).toMatchObject({ vin, problems: [] });
  expect(message.readable && message.samples()[0]?.vin).toBe(vin);
});

test("reads text with a byte order mark", () => {
  const bytes = new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(JSON.stringify(v2))]);
  expect(parseMessage(bytes).problems).toEqual([]);
});

test.each([
  { content: "", want: ["The message is empty."] },
  { content: "<html>", want: ["The message is not JSON."] },
  { content: '{"vin": "a", "data": {}', want: ["The message is not JSON."] },
  { content: "[]", want: ["The message must be a JSON object, got an array."] },
  { content: "5", want: ["The message must be a JSON object, got a number."] },
  { content: undefined, want: ["The message must be a JSON object, got undefined."] },
  {
    content: "{}",
    want: ["`vin` must be a non-empty string, got undefined.", "`data` must be an object, got undefined."],
  },
  { content: { vin, data: [] }, want: ["`data` must be an object, got an array."] },
  { content: { vin: "", data: {} }, want: ["`vin` must be a non-empty string, got an empty string."] },
])("says why $content cannot be read", ({ content, want }) => {
  const message = parseMessage(content);
  expect(message.problems).toEqual(want);
  expect(message.readable).toBe(false);
});

test("keeps unreadable content", () => {
  expect(parseMessage("<html>").raw).toBe("<html>");
  expect(parseMessage('{"id":1}').raw).toEqual({ id: 1 });
});

test("never throws for any content", () => {
  let readable = 0;
  const envelope = fc.record(
    { vin: fc.oneof(fc.constant(vin), fc.jsonValue()), data: fc.oneof(fc.object(), fc.jsonValue()) },
    { requiredKeys: [] },
  );
  const content = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    envelope.map((value) => new TextEncoder().encode(JSON.stringify(value))),
    fc.anything(),
  );
  fc.assert(
    fc.property(content, (bytes) => {
      const message = parseMessage(bytes);
      if (!message.readable) return;
      readable++;
      for (const sample of message.samples()) expect(sample.vin).toBe(message.vin);
    }),
    { numRuns: 2_000 },
  );
  expect(readable).toBeGreaterThan(100);
});
