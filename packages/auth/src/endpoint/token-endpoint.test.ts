import { decodeJwt } from "jose";
import { afterEach, expect, test, vi } from "vitest";
import {
  answering,
  refuse,
  rejection,
  start,
  testClock,
  testKey,
  tokenAnswer,
  tokenUrl,
} from "../../test/kit.ts";
import { type AuthEvent, clientCredentials } from "../index.ts";

const secret = { environment: "sandbox", clientId: "app", clientSecret: "s3cr3t" } as const;
const { pem } = await testKey();
const withKey = { environment: "sandbox", clientId: "app", privateKey: { id: "key-1", pem } } as const;
afterEach(() => {
  vi.restoreAllMocks();
});
function broken() {
  return Promise.reject(new TypeError("fetch failed"));
}

test.each([
  ["408", () => refuse(408)],
  ["429", () => refuse(429)],
  ["500", () => refuse(500)],
  ["503", () => refuse(503)],
  ["a network failure", broken],
  ["a rejection that passes", () => refuse(400, { error: "temporarily_unavailable" })],
  ["a failure of the server with status 200", () => refuse(200, { error: "server_error" })],
])(
  "retries after %s, with doubling pauses from 500 ms and a random factor between a half and 1",
  async (...row) => {
    const [, answer] = row;
    for (const [random, want] of [
      [0, [250, 500, 1_000]],
      [0.5, [375, 750, 1_500]],
      [0.999, [500, 1_000, 1_999]],
    ] as const) {
      vi.spyOn(Math, "random").mockReturnValue(random);
      const clock = testClock();
      const { fetch, sent } = answering(answer, answer, answer, () => tokenAnswer("t"));
      expect((await clientCredentials({ ...secret, fetch, clock }).getToken()).value).toBe("t");
      expect([sent.length, clock.slept]).toEqual([4, want]);
    }
  },
);

test.each([
  ["seconds", "3", 3_000],
  ["a date", new Date(start + 4_000).toUTCString(), 4_000],
])("waits as long as Retry-After asks for in %s", async (_name, value, want) => {
  const clock = testClock();
  const { fetch } = answering(
    () => refuse(503, "", { "retry-after": value }),
    () => tokenAnswer("t"),
  );
  await clientCredentials({ ...secret, fetch, clock }).getToken();
  expect(clock.slept).toEqual([want]);
});

test("gives up after four attempts", async () => {
  const { fetch, sent } = answering(() => refuse(500));
  const error = await rejection(clientCredentials({ ...secret, fetch, clock: testClock() }).getToken());
  expect(error).toMatchObject({ code: "server-unavailable", status: 500 });
  expect(sent).toHaveLength(4);
});

test("does not wait longer than thirty seconds, and reports the pause that the server asked for", async () => {
  const clock = testClock();
  const { fetch, sent } = answering(() => refuse(429, {}, { "retry-after": "31" }));
  const error = await rejection(clientCredentials({ ...secret, fetch, clock }).getToken());
  expect(error).toMatchObject({ code: "server-unavailable", retryAfterMs: 31_000 });
  expect([sent.length, clock.slept]).toEqual([1, []]);
});

test.each([
  ["a rejection", () => refuse(400, { error: "invalid_client" }), "request-rejected"],
  ["a response that is not a token", () => refuse(200, "<html>"), "invalid-response"],
])("does not retry after %s", async (_name, answer, code) => {
  const { fetch, sent } = answering(answer);
  expect(
    await rejection(clientCredentials({ ...secret, fetch, clock: testClock() }).getToken()),
  ).toMatchObject({ code });
  expect(sent).toHaveLength(1);
});

test("keeps the cause of a network failure", async () => {
  const { fetch } = answering(broken);
  const error = await rejection(clientCredentials({ ...secret, fetch, clock: testClock() }).getToken());
  expect(error).toMatchObject({
    code: "network",
    message: `POST ${tokenUrl} failed: no response (fetch failed). Check the network and the URL.`,
    cause: expect.objectContaining({ message: "fetch failed" }),
  });
});

function failing(message: string, cause?: Error) {
  return () => Promise.reject(new TypeError(message, { cause }));
}

test.each([
  ["Node", failing("fetch failed", new Error("unexpected redirect"))],
  ["Bun", failing('UnexpectedRedirect fetching "https://a.example/"')],
  ["Deno", failing("Fetch failed: Encountered redirect while redirect mode is set to 'error'")],
  ["a runtime that returns the redirect", () => refuse(307, "", { location: "https://a.example/" })],
])("reports a redirect of the token endpoint, and does not retry: %s", async (_name, answer) => {
  const { fetch, sent } = answering(answer);
  const error = await rejection(clientCredentials({ ...secret, fetch, clock: testClock() }).getToken());
  expect(error).toMatchObject({
    code: "redirect-rejected",
    message: `POST ${tokenUrl} failed: it was redirected, and credentials go to no other URL. Check the URL of the endpoint.`,
  });
  expect(sent).toHaveLength(1);
});

test("frees the connection of a redirect", async () => {
  let closed = 0;
  const redirect = () =>
    new Response(new ReadableStream({ cancel: () => void closed++ }), {
      status: 302,
      headers: { location: "https://a.example/" },
    });
  const { fetch } = answering(redirect);
  await rejection(clientCredentials({ ...secret, fetch, clock: testClock() }).getToken());
  expect(closed).toBe(1);
});

test("reports a truncated body as a network failure", async () => {
  const torn = () =>
    new Response(
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"access_token":"t0k3n'));
          controller.error(new TypeError("terminated"));
        },
      }),
    );
  const { fetch } = answering(torn);
  const error = await rejection(clientCredentials({ ...secret, fetch, clock: testClock() }).getToken());
  expect(error).toMatchObject({ code: "network" });
  expect(String(error)).not.toContain("t0k3n");
});

test("ends an attempt that takes too long", async () => {
  const hang = (_input: unknown, init?: RequestInit) =>
    new Promise<Response>((_resolve, reject) => {
      init?.signal?.addEventListener("abort", () => reject(init.signal?.reason));
    });
  const error = await rejection(
    clientCredentials({ ...secret, fetch: hang, clock: testClock(), timeoutMs: 5 }).getToken(),
  );
  expect(error).toMatchObject({
    code: "timeout",
    message: `POST ${tokenUrl} failed: no response within 5 ms. Try again later.`,
  });
});

test("signs a new assertion for each attempt", async () => {
  const clock = testClock();
  const { fetch, sent } = answering(
    () => refuse(503, "", { "retry-after": "2" }),
    () => tokenAnswer("t"),
  );
  await clientCredentials({ ...withKey, fetch, clock }).getToken();
  const claims = sent.map(({ body }) => decodeJwt(JSON.parse(body).client_assertion));
  expect(claims.map(({ iat }) => iat)).toEqual([start / 1_000, start / 1_000 + 2]);
  expect(claims[0]?.jti).not.toBe(claims[1]?.jti);
});

test.each([
  ["ahead", 600_000],
  ["behind", -600_000],
])(
  "corrects its clock from the response and retries once if the clock is ten minutes %s",
  async (_name, off) => {
    const { fetch, sent } = answering(({ body }) => {
      const iat = decodeJwt(JSON.parse(body).client_assertion).iat ?? 0;
      const date = { date: new Date(start).toUTCString() };
      return Math.abs(iat * 1_000 - start) > 60_000
        ? refuse(400, { error: "invalid_request" }, date)
        : tokenAnswer("t");
    });
    const tokens = clientCredentials({ ...withKey, fetch, clock: testClock(start + off) });
    expect(await tokens.getToken()).toMatchObject({ value: "t", expiresAt: start + off + 300_000 });
    expect(sent).toHaveLength(2);
  },
);

const day = 86_400_000;
test.each([
  ["2099", Date.UTC(2099, 0, 1)],
  ["a day and a minute ago", start - day - 60_000],
  ["a day and a minute from now", start + day + 60_000],
])("ignores a server whose time is %s, and reports it", async (_name, date) => {
  const events: AuthEvent[] = [];
  const onEvent = (event: AuthEvent) => events.push(event);
  const headers = { date: new Date(date).toUTCString() };
  const { fetch, sent } = answering(
    () => refuse(503, "", headers),
    () => new Response(tokenAnswer("t").body, { headers }),
  );
  await clientCredentials({ ...withKey, fetch, clock: testClock(), onEvent }).getToken();
  const dates = sent.map(({ body }) => decodeJwt(JSON.parse(body).client_assertion).iat ?? 0);
  for (const iat of dates) expect(Math.abs(iat - start / 1_000)).toBeLessThan(5);
  expect(events.filter(({ type }) => type === "number-limited")).toEqual(
    [1, 2].map(() => ({
      type: "number-limited",
      name: "date",
      receivedMs: expect.closeTo(date - start, -4),
      usedMs: undefined,
    })),
  );
});

test("reads the API's clock once a minute, and each time the API rejects a token", async () => {
  const clock = testClock();
  const { fetch, sent } = answering(() => tokenAnswer("t"));
  const tokens = clientCredentials({ ...withKey, fetch, clock });
  const minutesAhead = async () => {
    clock.advance(300_000);
    await tokens.getToken();
    const iat = decodeJwt(JSON.parse(sent.at(-1)?.body ?? "").client_assertion).iat ?? 0;
    return Math.round((iat * 1_000 - clock.now()) / 60_000);
  };
  const observe = (status: number, aheadMs: number) =>
    tokens.observe?.(refuse(status, "", { date: new Date(clock.now() + aheadMs).toUTCString() }));
  expect(await minutesAhead()).toBe(0);
  observe(200, 600_000);
  observe(200, 1_200_000);
  expect(await minutesAhead()).toBe(10);
  observe(200, 1_200_000);
  clock.advance(59_999);
  observe(200, 1_800_000);
  expect(await minutesAhead()).toBe(20);
  observe(200, 600_000);
  observe(401, 2_400_000);
  expect(await minutesAhead()).toBe(40);
});

test("accepts the time of a server whose clock differs by almost a day", async () => {
  const headers = { date: new Date(start + day - 60_000).toUTCString() };
  const { fetch, sent } = answering(
    () => refuse(503, "", headers),
    () => tokenAnswer("t"),
  );
  await clientCredentials({ ...withKey, fetch, clock: testClock() }).getToken();
  const [, second] = sent.map(({ body }) => decodeJwt(JSON.parse(body).client_assertion).iat ?? 0);
  expect(second).toBeGreaterThanOrEqual((start + day - 60_000) / 1_000);
});

test("waits for pauses and sends attempts within exactly maxWaitMs", async () => {
  const limited = () => refuse(429, {}, { "retry-after": "5" });
  for (const [maxWaitMs, requests] of [
    [0, 1],
    [4_999, 1],
    [5_000, 2],
    [14_999, 3],
    [15_000, 4],
    [60_000, 4],
  ] as const) {
    const clock = testClock();
    const { fetch, sent } = answering(limited);
    const error = await rejection(clientCredentials({ ...secret, fetch, clock, maxWaitMs }).getToken());
    expect(error).toMatchObject({ code: "server-unavailable", retryAfterMs: 5_000 });
    expect([maxWaitMs, sent.length, clock.slept.length]).toEqual([maxWaitMs, requests, requests - 1]);
  }
});

test("does not retry a rejection if the clock was right", async () => {
  const { fetch, sent } = answering(() => refuse(400, {}, { date: new Date(start).toUTCString() }));
  await rejection(clientCredentials({ ...withKey, fetch, clock: testClock() }).getToken());
  expect(sent).toHaveLength(1);
});

test("does not use the server's time with a client secret", () => {
  expect(clientCredentials(secret).observe).toBeUndefined();
});

test("reads the server's time from responses of the API too", async () => {
  const { fetch, sent } = answering(() => tokenAnswer("t"));
  const tokens = clientCredentials({ ...withKey, fetch, clock: testClock() });
  const token = await tokens.getToken();
  tokens.observe?.(refuse(401, "", { date: new Date(start + 600_000).toUTCString() }));
  tokens.invalidate(token);
  await tokens.getToken();
  const [first, second] = sent.map(({ body }) => decodeJwt(JSON.parse(body).client_assertion).iat);
  expect(first).toBe(start / 1_000);
  expect(second).toBeGreaterThanOrEqual(start / 1_000 + 600);
});

test("reports every attempt, the pause and the token, and shows no secret", async () => {
  const events: AuthEvent[] = [];
  const { fetch } = answering(
    () => refuse(503),
    () => tokenAnswer("t0k3n"),
  );
  const onEvent = (event: AuthEvent) => {
    events.push(event);
    throw new Error("an observer that fails");
  };
  await clientCredentials({ ...secret, fetch, clock: testClock(), onEvent }).getToken();
  expect(events).toMatchObject([
    { type: "token-requested", attempt: 1, error: { code: "server-unavailable" } },
    { type: "token-requests-paused", pauseMs: expect.any(Number), error: { status: 503 } },
    { type: "token-requested", attempt: 2 },
    { type: "token-refreshed", from: "server" },
  ]);
  expect(JSON.stringify(events)).not.toMatch(/t0k3n|s3cr3t/);
});

test("reports a fetch that resolves to undefined, as a mock may", async () => {
  const fetch = (async () => undefined) as never;
  const error = await rejection(clientCredentials({ ...secret, fetch, clock: testClock() }).getToken());
  expect(error).toMatchObject({
    code: "network",
    message: expect.stringContaining("(fetch must resolve to a Response, got undefined)"),
  });
});
