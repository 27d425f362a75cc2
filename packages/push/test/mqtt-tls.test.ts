// TLS client certificates against a real broker.
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import mqtt from "mqtt";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  type ClientCertificate,
  type Consumer,
  type ConsumerEvent,
  type ConsumerOptions,
  consume,
} from "../src/mqtt/index.ts";
import { type Authority, createAuthority } from "./certificates.ts";
import { hasMosquitto, type Mosquitto, startMosquitto } from "./mosquitto.ts";

const day = 86_400_000;
let unique = 0;

describe.skipIf(!hasMosquitto())("over TLS", () => {
  let authority: Authority;
  let broker: Mosquitto;
  const open: Consumer[] = [];

  beforeAll(async () => {
    authority = await createAuthority();
    broker = await startMosquitto({ tls: { ca: authority.ca, ...(await authority.issue("localhost")) } });
  });
  afterEach(async () => {
    for (const consumer of open.splice(0)) await consumer.close().catch(() => undefined);
  });
  afterAll(() => broker.close());

  function started(certificate: ConsumerOptions["certificate"], more: Partial<ConsumerOptions> = {}) {
    const events: ConsumerEvent[] = [];
    const ids: string[] = [];
    const topic = `live/level13/${++unique}`;
    const consumer = consume(
      {
        environment: "live",
        format: "v2",
        applicationId: "app",
        clientId: `client-${unique}`,
        url: broker.url,
        topic,
        certificate,
        onEvent: (event) => events.push(event),
        ...more,
      },
      (message) => void ids.push(message.id ?? ""),
    );
    open.push(consumer);
    const until = async (type: ConsumerEvent["type"], count = 1): Promise<void> => {
      for (let turns = 0; turns < 2_000; turns++) {
        if (events.filter((event) => event.type === type).length >= count) return;
        await wait(10);
      }
      throw new Error(`no ${type}, but ${JSON.stringify(events)}`);
    };
    return { consumer, events, ids, topic, until };
  }

  test("receives with a certificate of the broker's authority", async () => {
    const certificate = { ca: authority.ca, ...(await authority.issue("client")) };
    const { until, ids, topic, events } = started(certificate);
    await until("connected");
    const sender = await mqtt.connectAsync(broker.url, { ...certificate, protocolVersion: 5 });
    await sender.publishAsync(topic, '{"message_id":"m","vin":"V","data":{}}', { qos: 1 });
    await until("message-processed");
    await sender.endAsync();
    expect(ids).toEqual(["m"]);
    expect(events.filter(({ type }) => type === "certificate-expires")).toEqual([]);
  });

  test("calls the certificate provider again for each connection", async () => {
    const own = await startMosquitto({ tls: { ca: authority.ca, ...(await authority.issue("localhost")) } });
    try {
      const names: string[] = [];
      const provider = async (): Promise<ClientCertificate> => {
        const name = `client-${names.length + 1}`;
        names.push(name);
        return { ca: authority.ca, ...(await authority.issue(name)) };
      };
      const { until } = started(provider, { url: own.url });
      await until("connected");
      expect(names).toEqual(["client-1"]);
      await own.kill();
      await until("disconnected");
      await own.start();
      await until("connected", 2);
      expect(names.length).toBeGreaterThan(1);
      await open.pop()?.close();
    } finally {
      await own.close();
    }
  });

  test("announces a certificate that ends in less than 30 days", async () => {
    const notAfter = new Date(Math.floor((Date.now() + 29 * day) / 1_000) * 1_000);
    const { until, events } = started({
      ca: authority.ca,
      ...(await authority.issue("client", { notAfter })),
    });
    await until("connected");
    expect(events[0]).toEqual({ type: "certificate-expires", expiresAt: notAfter });
  });

  test.each([
    {
      name: "an expired certificate",
      certificate: async () => ({
        ca: authority.ca,
        ...(await authority.issue("client", { notAfter: new Date("2025-01-01") })),
      }),
      want: "The client certificate expired at 2025-01-01T00:00:00.000Z. Get a new one from the console.",
    },
    {
      name: "a certificate of another authority",
      certificate: async () => ({ ca: authority.ca, ...(await (await createAuthority()).issue("client")) }),
      want: "Check the certificate, its key and ca.",
    },
    {
      name: "an authority that is not the broker's",
      certificate: async () => ({
        ca: (await createAuthority()).ca,
        ...(await authority.issue("client")),
      }),
      want: "Check the certificate, its key and ca.",
    },
    {
      name: "a key where the certificate should be",
      certificate: async () => {
        const { key } = await authority.issue("client");
        return { cert: key, key };
      },
      want: "certificate.cert must be a certificate in PEM.",
    },
    {
      name: "a provider that fails",
      certificate: async () => {
        throw new Error("no file");
      },
      want: "The certificate provider failed.",
    },
  ])("ends after $name, and shows no key", async ({ certificate, want }) => {
    const { consumer } = started(certificate);
    const error = await consumer.closed.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "certificate", message: expect.stringContaining(want) });
    expect(String((error as Error).stack)).not.toContain("PRIVATE KEY");
  });

  test("ends when it cannot subscribe to the topic", async () => {
    const certificate = { ca: authority.ca, ...(await authority.issue("client")) };
    const { consumer } = started(certificate, { topic: "bad/#/filter" });
    await expect(consumer.closed).rejects.toMatchObject({
      code: "subscription-rejected",
      message: "The broker rejected the subscription to bad/#/filter. Check format and applicationId.",
    });
  });
});

test("closes at once while it is connecting", async () => {
  // A server that accepts connections and sends nothing.
  const silent = createServer().listen(0, "127.0.0.1");
  await once(silent, "listening");
  const { port } = silent.address() as AddressInfo;
  const consumer = consume({ ...options, url: `mqtt://127.0.0.1:${port}` }, () => undefined);
  await once(silent, "connection");
  await consumer.close();
  silent.close();
});

const options: ConsumerOptions = {
  environment: "live",
  format: "v2",
  applicationId: "app",
  clientId: "c",
  url: "mqtt://127.0.0.1:1",
};

test.each<{ given: object; want: string }>([
  { given: { environment: "test" }, want: 'environment must be "sandbox" or "live", got test.' },
  { given: { format: "v3" }, want: 'format must be "v1" or "v2", got v3.' },
  { given: { applicationId: "a/#" }, want: "applicationId must be the id of the application" },
  {
    given: { clientId: "" },
    want: "clientId must be a non-empty string that stays the same after a restart",
  },
  { given: { url: undefined }, want: "certificate must be the TLS client certificate from the console" },
  {
    given: { url: "mqtt://example.com" },
    want: "url must be mqtts://host:port, or mqtt:// on loopback, got mqtt:.",
  },
  {
    given: { url: "mqtts://user:secret@example.com" },
    want: "url must not contain a user name or password.",
  },
  { given: { group: "a+" }, want: "group must be a non-empty string without /, + and #." },
  { given: { protocolVersion: 3 }, want: "protocolVersion must be 5, or 4 for MQTT 3.1.1, got 3." },
  { given: { window: 0 }, want: "window must be a whole number from 1 to 65535, got 0." },
  { given: { concurrency: 1.5 }, want: "concurrency must be a whole number" },
  { given: { retry: { attempts: 0 } }, want: "retry.attempts must be a whole number" },
  {
    given: { retry: { minDelayMs: 5, maxDelayMs: 4 } },
    want: "retry.minDelayMs must be a whole number from 0 to 4, got 5.",
  },
  {
    given: { whenHandlerFails: "dead-letter" },
    want: 'whenHandlerFails: "dead-letter" needs the callback deadLetter.',
  },
])("rejects $given", ({ given, want }) => {
  const create = () => consume({ ...options, ...given } as ConsumerOptions, () => undefined);
  expect(create).toThrow(TypeError);
  expect(create).toThrow(want);
  expect(create).not.toThrow("secret@");
});
