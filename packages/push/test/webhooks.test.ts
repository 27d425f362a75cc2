import { createHmac } from "node:crypto";
import { createEmulator } from "@high-mobility-ts/emulator";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  createWebhookVerifier,
  memoryDeduplication,
  type PlatformEvent,
  signWebhook,
  type WebhookHandlerOptions,
  webhookHandler,
} from "../src/webhooks/index.ts";

const secret = "a-secret-of-the-console";
const vin = "1HMABC2DE3FGH4567";
const changed = {
  application: { id: "app-1" },
  vehicle: { vin },
  event: {
    type: "fleet_clearance_changed",
    action: "rejected",
    detail: "consent",
    received_at: "2026-03-01T10:00:00Z",
  },
  future: { member: 1 },
};

function handling(options: Partial<WebhookHandlerOptions> = {}) {
  const events: PlatformEvent[] = [];
  const errors: unknown[] = [];
  const keep = (event: PlatformEvent) => {
    events.push(event);
  };
  const handle = webhookHandler({
    secrets: secret,
    on: { fleet_clearance_changed: keep, ping: keep, other: keep },
    onError: (error) => errors.push(error),
    ...options,
  });
  return { handle, events, errors };
}

async function signed(event: object | Uint8Array = changed, more: object = {}): Promise<Request> {
  return new Request("https://app.example/webhooks", {
    method: "POST",
    ...(await signWebhook(event, { secret, ...more })),
  });
}

async function seen(response: Response): Promise<[number, string]> {
  return [response.status, await response.text()];
}

test("passes a typed event to its handler, and keeps unknown members", async () => {
  const { handle, events } = handling();
  expect(await seen(await handle(await signed()))).toEqual([200, "ok"]);
  expect(events).toEqual([
    {
      type: "fleet_clearance_changed",
      applicationId: "app-1",
      vin,
      status: "rejected",
      detail: "consent",
      receivedAt: new Date("2026-03-01T10:00:00Z"),
      raw: changed,
    },
  ]);
});

test.each([
  ["an unknown type", { event: { type: "tire_pressure_changed", action: "low" } }, "tire_pressure_changed"],
  [
    "a clearance event without a vehicle",
    { event: { type: "fleet_clearance_changed", action: "x" } },
    "fleet_clearance_changed",
  ],
  ["a body without an event", {}, ""],
  ["members with unexpected types", { event: { type: 7, received_at: [] }, vehicle: "x" }, ""],
])("hands %s to `other`", async (_name, body, name) => {
  const { handle, events } = handling();
  expect((await handle(await signed(body))).status).toBe(200);
  expect(events).toMatchObject([{ type: "other", name, raw: body, receivedAt: undefined }]);
});

test("accepts signatures of the emulator, which has its own implementation", async () => {
  const { handle, events, errors } = handling();
  const emulator = createEmulator({
    apps: [{ clientId: "app", clientSecret: "s", webhook: { url: "https://app.example/webhooks", secret } }],
    fetch: async (input, init) => handle(new Request(input, init)),
  });
  emulator.webhooks.ping();
  await emulator.webhooks.flush();
  expect(errors).toEqual([]);
  expect(events).toMatchObject([{ type: "ping", applicationId: "app" }]);
  expect(emulator.webhooks.deliveries.map(({ state }) => state)).toEqual(["delivered"]);
});

test("signs as node:crypto does, in both headers", async () => {
  const { body, headers } = await signWebhook(changed, { secret, deliveryId: "d" });
  expect(new TextDecoder().decode(body)).toBe(JSON.stringify(changed));
  expect(headers).toEqual({
    "content-type": "application/json",
    "x-hm-delivery": "d",
    "x-hm-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
    "x-hm-signature": `sha1=${createHmac("sha1", secret).update(body).digest("hex")}`,
  });
});

test("accepts each of several secrets", async () => {
  const { handle } = handling({ secrets: ["new", secret] });
  expect((await handle(await signed())).status).toBe(200);
  const { handle: other } = handling({ secrets: ["new", "newer"] });
  expect(await seen(await other(await signed()))).toEqual([401, "signature-mismatch"]);
});

test("accepts SHA-1 only if it is allowed, and never instead of a wrong SHA-256", async () => {
  const request = await signed();
  const good = request.headers.get("x-hm-signature-256") ?? "";
  const bytes = await request.arrayBuffer();
  const send = (headers: Record<string, string>, allowSha1: boolean) =>
    createWebhookVerifier({ secrets: secret, allowSha1 })
      .verify({ body: bytes, headers })
      .then(
        () => "accepted",
        (error: { code: string }) => error.code,
      );
  const sha1 = request.headers.get("x-hm-signature") ?? "";
  expect(await send({ "x-hm-signature": sha1 }, false)).toBe("signature-missing");
  expect(await send({ "x-hm-signature": sha1 }, true)).toBe("accepted");
  expect(await send({ "x-hm-signature": sha1, "x-hm-signature-256": `${good.slice(0, -1)}x` }, true)).toBe(
    "signature-malformed",
  );
  const other = `sha256=${"0".repeat(64)}`;
  expect(await send({ "x-hm-signature": sha1, "x-hm-signature-256": other }, true)).toBe(
    "signature-mismatch",
  );
});

test.each<[string, (request: Request) => Promise<Request> | Request, number, string]>([
  ["no signature", (request) => without(request, "x-hm-signature-256"), 401, "signature-missing"],
  [
    "a short signature",
    (request) => withHeader(request, "x-hm-signature-256", "sha256=ab"),
    401,
    "signature-malformed",
  ],
  [
    "an empty signature",
    (request) => withHeader(request, "x-hm-signature-256", ""),
    401,
    "signature-malformed",
  ],
  [
    "a signature without its prefix",
    (request) => withHeader(request, "x-hm-signature-256", "0".repeat(64)),
    401,
    "signature-malformed",
  ],
  [
    "a signature that is too long",
    (request) => withHeader(request, "x-hm-signature-256", `sha256=${"0".repeat(66)}`),
    401,
    "signature-malformed",
  ],
  [
    "two signatures",
    (request) => appended(request, "x-hm-signature-256", `sha256=${"0".repeat(64)}`),
    401,
    "signature-malformed",
  ],
  [
    "a forged signature",
    (request) => withHeader(request, "x-hm-signature-256", `sha256=${"0".repeat(64)}`),
    401,
    "signature-mismatch",
  ],
  [
    "a truncated body",
    async (request) => withBody(request, (await request.arrayBuffer()).slice(0, -1)),
    401,
    "signature-mismatch",
  ],
  [
    "a re-serialised body",
    async (request) => withBody(request, JSON.stringify(await request.json(), undefined, 1)),
    401,
    "signature-mismatch",
  ],
  ["an oversized body", (request) => withBody(request, "x".repeat(1_000_001)), 413, "body-too-large"],
  ["another method", (request) => new Request(request.url, { headers: request.headers }), 405, "POST only"],
])("rejects %s", async (_name, change, status, text) => {
  const { handle, events } = handling();
  expect(await seen(await handle(await change(await signed())))).toEqual([status, text]);
  expect(events).toEqual([]);
});

test.each([
  ["text", new TextEncoder().encode("ping")],
  ["a JSON list", new TextEncoder().encode("[1]")],
  ["null", new TextEncoder().encode("null")],
  ["an empty body", new Uint8Array()],
  ["bytes that are not UTF-8", Uint8Array.of(0x7b, 0xff, 0x7d)],
])("responds with 400 to signed %s", async (_name, body) => {
  const { handle, events } = handling();
  expect(await seen(await handle(await signed(body)))).toEqual([400, "body-unreadable"]);
  expect(events).toEqual([]);
});

test("stops reading a body that is too long", async () => {
  let pulled = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled++;
      controller.enqueue(new Uint8Array(100_000));
    },
  });
  const headers = { "x-hm-signature-256": `sha256=${"0".repeat(64)}` };
  const request = new Request("https://app.example", {
    method: "POST",
    headers,
    body,
    duplex: "half",
  } as RequestInit);
  expect((await handling().handle(request)).status).toBe(413);
  expect(pulled).toBeLessThan(15);
});

test("does not read the body of a request that has no signature", async () => {
  const request = withHeader(await signed(), "x-hm-signature-256", "nonsense");
  await handling().handle(request);
  expect(request.bodyUsed).toBe(false);
});

test("processes a delivery once if the platform or an attacker sends it again", async () => {
  const { handle, events } = handling();
  const request = await signed(changed, { deliveryId: "d-1" });
  expect(await seen(await handle(request.clone()))).toEqual([200, "ok"]);
  expect(await seen(await handle(request.clone()))).toEqual([200, "duplicate"]);
  expect(await seen(await handle(withHeader(request.clone(), "x-hm-delivery", "d-2")))).toEqual([
    200,
    "duplicate",
  ]);
  expect(await seen(await handle(without(request.clone(), "x-hm-delivery")))).toEqual([200, "duplicate"]);
  // A duplicate of the platform with other bytes has the same delivery id.
  expect(await seen(await handle(await signed({ ...changed, future: 2 }, { deliveryId: "d-1" })))).toEqual([
    200,
    "duplicate",
  ]);
  expect(events).toHaveLength(1);
  expect(await seen(await handle(await signed({ ...changed, future: 3 }, { deliveryId: "d-3" })))).toEqual([
    200,
    "ok",
  ]);
});

test("responds with 500 if the handler fails, and processes the repetition", async () => {
  let calls = 0;
  const failure = new Error("the database is down");
  const { handle, errors } = handling({
    on: {
      fleet_clearance_changed: () => {
        calls++;
        if (calls === 1) throw failure;
      },
    },
  });
  const request = await signed();
  expect(await seen(await handle(request.clone()))).toEqual([500, "failed"]);
  expect(errors).toEqual([failure]);
  expect(await seen(await handle(request.clone()))).toEqual([200, "ok"]);
  expect(await seen(await handle(request.clone()))).toEqual([200, "duplicate"]);
  expect(calls).toBe(2);
});

test("a TypeError of a handler is a failure of the handler", async () => {
  const { handle } = handling({
    on: { fleet_clearance_changed: () => Promise.reject(new TypeError("a bug")) },
  });
  expect((await handle(await signed())).status).toBe(500);
});

test("responds with 503 and retry-after while the same delivery is being processed", async () => {
  let finish: () => void = () => undefined;
  const running = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const { handle } = handling({ on: { fleet_clearance_changed: () => running } });
  const request = await signed();
  const first = handle(request.clone());
  const second = await handle(request.clone());
  expect([second.status, second.headers.get("retry-after")]).toEqual([503, "10"]);
  finish();
  expect((await first).status).toBe(200);
});

test("responds at once with `background`, and reports a failure there", async () => {
  const works: Promise<void>[] = [];
  const failure = new Error("later");
  const { handle, errors } = handling({
    on: { fleet_clearance_changed: () => Promise.reject(failure) },
    background: (work) => works.push(work),
  });
  expect((await handle(await signed())).status).toBe(200);
  await Promise.all(works);
  expect(works).toHaveLength(1);
  expect(errors).toEqual([failure]);
});

test("responds with 500 if the store of delivery ids is not reachable, and loses nothing", async () => {
  const failure = new Error("ECONNREFUSED");
  const store = memoryDeduplication();
  const { handle, events } = handling({ deduplication: { ...store, claim: () => Promise.reject(failure) } });
  expect((await handle(await signed())).status).toBe(500);
  expect(events).toEqual([]);
});

test.each<[string, unknown, string]>([
  ["an object that was parsed", { event: {} }, "not parsed: got object"],
  ["text", "{}", "got string"],
  ["nothing", undefined, "got undefined"],
])("a verifier throws a TypeError that names the body if it gets %s", async (_name, body, got) => {
  const headers = { "x-hm-signature-256": `sha256=${"0".repeat(64)}` };
  const verify = createWebhookVerifier({ secrets: secret }).verify({ body: body as Uint8Array, headers });
  await expect(verify).rejects.toThrow(TypeError);
  await expect(verify).rejects.toThrow(got);
});

test("throws a TypeError and sends no response if the body was read before", async () => {
  const request = await signed();
  await request.text();
  await expect(handling().handle(request)).rejects.toThrow(/body was read before/);
});

test.each<[string, object, string]>([
  ["no secret", {}, "`secrets` must be"],
  ["an empty secret", { secrets: ["a", ""] }, "`secrets` must be"],
  ["no secrets in the list", { secrets: [] }, "`secrets` must be"],
  ["a misspelled option", { secrets: "a", allowSha: true }, "allowSha1"],
  [
    "a limit that is not a number",
    { secrets: "a", maxBodyBytes: "1" },
    "`maxBodyBytes` must be a whole number",
  ],
])("a verifier rejects %s when it is created", (_name, options, message) => {
  expect(() => createWebhookVerifier(options as { secrets: string })).toThrow(TypeError);
  expect(() => createWebhookVerifier(options as { secrets: string })).toThrow(message);
});

test("a handler rejects a misspelled event", () => {
  const on = { fleet_clearance_change: () => undefined };
  expect(() => webhookHandler({ secrets: secret, on: on as object })).toThrow(/fleet_clearance_changed/);
});

test("no error shows a secret", async () => {
  const { handle, errors } = handling();
  await handle(withHeader(await signed(), "x-hm-signature-256", `sha256=${"0".repeat(64)}`));
  await handle(withHeader(await signed(), "x-hm-signature-256", secret));
  expect(errors).toHaveLength(2);
  for (const error of errors) expect(String(error) + JSON.stringify(error)).not.toContain(secret);
});

test("the response is a documented one for any headers and body", async () => {
  const { handle } = handling();
  let signatures = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.constant("valid"),
        fc.stringMatching(/^[ -~]{0,100}$/),
        fc.stringMatching(/^sha256=[0-9a-f]{60,68}$/),
      ),
      fc.uint8Array({ maxLength: 200 }),
      async (signature, bytes) => {
        const { headers, body } = await signWebhook(bytes, { secret });
        const sent = signature === "valid" ? headers : { ...headers, "x-hm-signature-256": signature };
        if (signature === "valid") signatures++;
        const response = await handle(
          new Request("https://a.example", { method: "POST", headers: sent, body }),
        );
        expect([200, 400, 401]).toContain(response.status);
        if (signature !== "valid" && signature.trim() !== headers["x-hm-signature-256"])
          expect(response.status).toBe(401);
      },
    ),
    { numRuns: 300 },
  );
  expect(signatures).toBeGreaterThan(30);
});

function withHeader(request: Request, name: string, value: string): Request {
  const headers = new Headers(request.headers);
  headers.set(name, value);
  return new Request(request, { headers });
}

function appended(request: Request, name: string, value: string): Request {
  const headers = new Headers(request.headers);
  headers.append(name, value);
  return new Request(request, { headers });
}

function without(request: Request, name: string): Request {
  const headers = new Headers(request.headers);
  headers.delete(name);
  return new Request(request, { headers });
}

function withBody(request: Request, body: ArrayBuffer | string): Request {
  return new Request(request.url, { method: "POST", headers: request.headers, body });
}
