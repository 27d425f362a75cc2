// Tests many calls without a token: a failure that concerns all calls costs one token request.
import { expect, test } from "vitest";
import { type ClientEvent, createClient, readVehicles, unwrap } from "../src/index.ts";
import { virtualClock } from "./virtual-clock.ts";

function vin(index: number) {
  return `2HM${String(index).padStart(14, "0")}`;
}

interface Servers {
  /** Returns the response to a token request, `ms` after the start. */
  token(ms: number): Response;
  api(authorization: string | null): Response;
}

function setup({ token, api }: Servers, options: object = {}) {
  const clock = virtualClock();
  const start = clock.now();
  const counts = { token: 0, api: 0 };
  const events: ClientEvent[] = [];
  const hm = createClient({
    environment: "sandbox",
    clientId: "app",
    clientSecret: "a-secret-of-this-app",
    clock,
    onEvent: (event) => events.push(event),
    fetch: async (input, init) => {
      const request = new Request(input, init);
      if (request.url.endsWith("/v1/access_tokens")) {
        counts.token++;
        return token(clock.now() - start);
      }
      counts.api++;
      return api(request.headers.get("authorization"));
    },
    ...options,
  });
  return { hm, counts, events, clock, elapsedMs: () => clock.now() - start };
}

let issued = 0;

function newToken() {
  return Response.json({ access_token: `access-token-${++issued}`, token_type: "bearer", expires_in: 3_600 });
}

function busy() {
  return Response.json({ error: "slow down" }, { status: 429, headers: { "retry-after": "60" } });
}

function fine() {
  return Response.json({});
}

test("readVehicles for 2,000 VINs succeeds after a pause of the token endpoint, with two token requests", async () => {
  const { hm, counts, elapsedMs } = setup({ token: (ms) => (ms < 60_000 ? busy() : newToken()), api: fine });
  let succeeded = 0;
  for await (const { ok } of readVehicles(
    hm,
    Array.from({ length: 2_000 }, (_value, index) => vin(index)),
  ))
    if (ok) succeeded++;
  expect(succeeded).toBe(2_000);
  expect(counts).toEqual({ token: 2, api: 2_000 });
  expect(elapsedMs()).toBeLessThan(70_000);
});

test("four callers that repeat their calls while the token endpoint is overloaded cause one token request a minute", async () => {
  const { hm, counts, clock, elapsedMs } = setup({ token: busy, api: fine }, { retry: false });
  const caller = async () => {
    while (elapsedMs() < 290_000) {
      await hm.getVehicleInfo().catch(() => undefined);
      await clock.sleep(1_000);
    }
  };
  await Promise.all([caller(), caller(), caller(), caller()]);
  expect(counts.api).toBe(0);
  expect(counts.token).toBeLessThanOrEqual(6);
});

test("a wrong secret costs one token request for 200 calls, and each error names the reason", async () => {
  const refused = () => Response.json({ error: "invalid_client" }, { status: 401 });
  const { hm, counts } = setup({ token: refused, api: fine });
  const calls = await Promise.allSettled(
    Array.from({ length: 200 }, (_value, index) => unwrap(hm.getVehicleData({ vin: vin(index) }))),
  );
  for (const call of calls)
    expect(call).toMatchObject({
      status: "rejected",
      reason: {
        name: "AuthenticationError",
        code: "authentication",
        operation: "GET /v1/vehicle-data/autoapi-13/{vin}",
        retryable: false,
        cause: { name: "AuthError", code: "request-rejected" },
      },
    });
  for (let index = 0; index < 50; index++)
    await hm.getVehicleData({ vin: vin(index) }).catch(() => undefined);
  expect(counts).toEqual({ token: 1, api: 0 });
});

test("an API that always responds with 401 costs a few token requests, not one per call", async () => {
  const { hm, counts } = setup({ token: newToken, api: () => Response.json({}, { status: 401 }) });
  for (let index = 0; index < 200; index++)
    expect(await hm.getVehicleData({ vin: vin(index) })).toMatchObject({ status: 401 });
  expect(counts.token).toBeLessThanOrEqual(3);
  expect(counts.api).toBeLessThanOrEqual(203);
});

test("after a withdrawn consent the token is kept, and the call is not sent again", async () => {
  const withdrawn = () =>
    Response.json({ errors: [{ title: "Unauthorized", detail: "Consent was removed" }] }, { status: 401 });
  const { hm, counts, events } = setup({ token: newToken, api: withdrawn });
  const codes: unknown[] = [];
  for await (const reading of readVehicles(
    hm,
    Array.from({ length: 20 }, (_value, index) => vin(index)),
  ))
    codes.push(reading.error);
  expect(codes).toHaveLength(20);
  for (const error of codes)
    expect(error).toMatchObject({ code: "no-active-consent", status: 401, retryable: false });
  expect(counts).toEqual({ token: 1, api: 20 });
  expect(events.map(({ type }) => type)).not.toContain("token-invalidated");
});
