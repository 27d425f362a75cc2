import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as validators from "@high-mobility-ts/schema/validators";
import { afterEach, expect, test } from "vitest";
import type { EmulatorOptions, MessageFaults, MessageFormat, PushedMessage } from "../src/index.ts";
import { app, build, call, clear, start, tokenOf, vin } from "./kit.ts";

const second = "2HM00000000000002";
const vehicles = [
  { vin, brand: "sandbox", cleared: true, powertrain: "combustion" },
  { vin: second, brand: "sandbox", cleared: true, powertrain: "electric" },
] as const;

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

function subscribed(format: MessageFormat = "v2", options: Partial<EmulatorOptions> = {}) {
  const emulator = build({ vehicles, ...options });
  const received: PushedMessage[] = [];
  emulator.push.subscribe({ format }, (messages) => void received.push(...messages));
  const flush = async () => {
    received.length = 0;
    await emulator.push.flush();
    return [...received];
  };
  return { emulator, flush };
}

test("the first messages of the second format have all data of a vehicle, with each property as a list", async () => {
  const { emulator, flush } = subscribed();
  const messages = await flush();
  expect(messages.map(({ topic, content }) => [topic, content.vin])).toEqual([
    [`sandbox/level13/${app.clientId}`, vin],
    [`sandbox/level13/${app.clientId}`, second],
  ]);
  const [{ content } = { content: undefined }] = messages;
  const token = await tokenOf(emulator);
  const { body } = await call(emulator, `/v1/vehicle-data/autoapi-13/${vin}`, { token });
  expect(content).toEqual({
    message_id: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/),
    version: 2,
    application_id: app.clientId,
    vin,
    data: expect.objectContaining({
      diagnostics: expect.objectContaining({ odometer: [body.diagnostics.odometer] }),
      doors: expect.objectContaining({ positions: body.doors?.positions }),
    }),
  });
});

test("messages of the first format have one property each, and the specification allows them", async () => {
  const { flush } = subscribed("v1");
  const messages = await flush();
  expect(messages.length).toBeGreaterThan(30);
  for (const { topic, content } of messages) {
    if (!("capability" in content)) throw new Error("a message of the second format");
    const { capability, property } = content;
    expect(topic).toBe(`sandbox/level13/${app.clientId}/${content.vin}/${capability}/get/${property}`);
    expect(content).toMatchObject({ version: 1, timestamp: new Date(start).toISOString() });
    expect(Object.entries(content.data).map(([name, inner]) => [name, Object.keys(inner)])).toEqual([
      [capability, [property]],
    ]);
    const pascal = `${capability}_${property}`.replaceAll(/(?:^|_)([a-z\d])/g, (_, letter) =>
      letter.toUpperCase(),
    );
    const validate: unknown = Reflect.get(validators, `validate${pascal}Message`);
    if (typeof validate !== "function") throw new Error(`no validator for ${capability}.${property}`);
    expect(validate(content)).toEqual({ valid: true, value: content });
  }
  expect(new Set(messages.map(({ content }) => content.message_id)).size).toBe(messages.length);
});

test("only changes are sent, and no message without a change", async () => {
  const { emulator, flush } = subscribed();
  await flush();
  expect(await flush()).toEqual([]);
  // Both are at home at six, and at nine both have arrived at work.
  emulator.clock.advance("3h");
  const [first, ...others] = await flush();
  expect([first?.content.vin, others.map(({ content }) => content.vin)]).toEqual([vin, [second]]);
  const data = first?.content.data ?? {};
  expect(Object.keys(data)).toContain("vehicle_location");
  expect(data).not.toHaveProperty("windows");
  expect(data).not.toHaveProperty("maintenance.unknown");
  emulator.clock.advance("1ms");
  expect(await flush()).toEqual([]);
});

test("a vehicle that delivers no data sends no messages, and sends all changes afterwards", async () => {
  const { emulator, flush } = subscribed();
  const sent = async () => (await flush()).map(({ content }) => content.vin);
  emulator.vehicles.sleep(vin);
  emulator.vehicles.privacyMode(second);
  expect(await sent()).toEqual([]);
  emulator.vehicles.sleep(vin, false);
  expect(await sent()).toEqual([vin]);
  emulator.vehicles.privacyMode(second, false);
  emulator.carmakers.down("sandbox");
  expect(await sent()).toEqual([]);
  emulator.carmakers.up("sandbox");
  expect(await sent()).toEqual([second]);
});

test("messages start at the approval of a clearance, and end at its removal", async () => {
  const { emulator, flush } = subscribed("v2", { vehicles: [] });
  const token = await tokenOf(emulator);
  await clear(emulator, token);
  expect(await flush()).toEqual([]);
  emulator.clock.advance("2s");
  expect(await flush()).toHaveLength(1);
  await call(emulator, `/v1/fleets/vehicles/${vin}`, { token, method: "DELETE" });
  emulator.clock.advance("4h");
  expect(await flush()).toEqual([]);
});

test("a property that fails has a failure in its item", async () => {
  const { emulator, flush } = subscribed();
  await flush();
  const failure = { reason: "oem_error", description: "no response" } as const;
  emulator.vehicles.failProperty(vin, "diagnostics.odometer", failure);
  expect((await flush()).map(({ content }) => content.data)).toEqual([
    { diagnostics: { odometer: [{ timestamp: new Date(start).toISOString(), failure }] } },
  ]);
});

test("the same emulator sends the same messages again after a reset, and stops sending when it is stopped", async () => {
  const emulator = build({ vehicles });
  const batches: unknown[] = [];
  const end = emulator.push.subscribe({ environment: "live" }, (messages) => void batches.push(messages));
  await emulator.push.flush();
  emulator.reset();
  await emulator.push.flush();
  expect(batches[1]).toEqual(batches[0]);
  expect(batches[0]).toMatchObject([{ topic: `live/level13/${app.clientId}` }, {}]);
  end();
  emulator.clock.advance("3h");
  await emulator.push.flush();
  expect(batches).toHaveLength(2);
  expect(() => emulator.push.subscribe({ clientId: "unknown-app" }, () => undefined)).toThrow(
    new TypeError('`clientId` must be that of an application, got "unknown-app".'),
  );
});

async function faulty(faults: MessageFaults, format: MessageFormat = "v2") {
  const { emulator, flush } = subscribed(format);
  emulator.push.fail(faults);
  return { emulator, flush, messages: await flush() };
}

test("duplicates come with the same id", async () => {
  const { messages } = await faulty({ duplicates: 1 });
  expect(messages.map(({ content }) => content.vin)).toEqual([vin, vin, second, second]);
  expect(messages[0]).toEqual(messages[1]);
});

test("late messages are delivered after the next messages", async () => {
  const { emulator, flush, messages } = await faulty({ late: 1 });
  expect(messages).toEqual([]);
  emulator.push.fail(undefined);
  emulator.clock.advance("3h");
  // The first messages have all data of a vehicle, including its windows; the next messages have only changes.
  const order = (await flush()).map(({ content }) => [content.vin, "windows" in content.data]);
  expect(order).toEqual([
    [vin, false],
    [second, false],
    [vin, true],
    [second, true],
  ]);
  expect(await flush()).toEqual([]);
});

test("timestamps can be missing, and values can be replaced by failures", async () => {
  const { messages } = await faulty({ missingTimestamps: 1, failures: 1 });
  const failure = { reason: "oem_error", description: "injected fault: error of the property" };
  for (const { content } of messages)
    for (const properties of Object.values(content.data))
      for (const items of Object.values(properties))
        for (const item of [items].flat()) expect(item).toEqual({ failure });
});

test("messages can have another version and unknown members", async () => {
  const { messages } = await faulty({ version: 3, unknownMembers: true });
  for (const { content } of messages)
    expect(content).toMatchObject({
      version: 3,
      x_trace: "a-1",
      data: { x_future_capability: { next_year: [{ quality: "high" }] }, diagnostics: { odometer: [{}] } },
    });
  const v1 = await faulty({ version: 7 }, "v1");
  expect(v1.messages.every(({ content }) => content.version === 7)).toBe(true);
});

test("a share of the messages is faulty: the same messages each time", async () => {
  const first = await faulty({ duplicates: 0.3 }, "v1");
  const again = await faulty({ duplicates: 0.3 }, "v1");
  expect(again.messages).toEqual(first.messages);
  const ids = first.messages.map(({ content }) => content.message_id);
  const duplicates = ids.length - new Set(ids).size;
  const share = duplicates / new Set(ids).size;
  expect(share).toBeGreaterThan(0.1);
  expect(share).toBeLessThan(0.5);
});

test.each([
  [{ late: 1.5 }, "`late` must be a number from 0 to 1, got 1.5."],
  [{ duplicates: -0.1 }, "`duplicates` must be a number from 0 to 1, got -0.1."],
  [{ failures: Number.NaN }, "`failures` must be a number from 0 to 1, got NaN."],
  [{ version: 1.5 }, "`version` must be a whole number, got 1.5."],
])("faults of messages are rejected: %j", (faults, message) => {
  expect(() => build().push.fail(faults)).toThrow(new TypeError(message));
});

test.each([
  ["s3", /\.json$/],
  ["azure", /\.jsonl$/],
] as const)("files of %s hold the messages of many vehicles", async (layout, suffix) => {
  const folder = await mkdtemp(join(tmpdir(), "hm-push-"));
  folders.push(folder);
  const { emulator, flush } = subscribed();
  emulator.push.toFolder(folder, { layout });
  const messages = await flush();
  emulator.clock.advance("1s");
  await flush();
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  expect(files).toHaveLength(1);
  const [file = expect.unreachable()] = files;
  expect(file.parentPath).toBe(join(folder, app.clientId, "13", "2026", "03", "03"));
  expect(file.name).toMatch(/^060000000-[\da-f]{16}\.jsonl?$/);
  expect(file.name).toMatch(suffix);
  const text = await readFile(join(file.parentPath, file.name), "utf8");
  const read: unknown[] =
    layout === "s3"
      ? JSON.parse(text)
      : text
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line));
  const data = (content: unknown) => Object(content).data;
  expect(read.map(data)).toEqual(messages.map(({ content }) => content.data));
});
