// A failure that concerns every caller costs one token request, not one for each call. Time is virtual and
// randomness is fixed.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { authorizationCode, clientCredentials, withAuth } from "../src/index.ts";
import { api, refuse, rejection, tokenAnswer, tokenUrl } from "./kit.ts";
import { VirtualTime } from "./virtual-time.ts";

beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(0.5);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const secret = { environment: "sandbox", clientId: "app", clientSecret: "s3cr3t" } as const;

/** Servers whose responses depend on the time since the start; counts token requests and calls. */
function servers(token: (ms: number) => Response, call: (ms: number) => Response = () => refuse(200)) {
  const time = new VirtualTime();
  const startedAt = time.now();
  const clock = { now: () => time.now(), sleep: (ms: number) => time.sleep(ms) };
  const tokenRequestsAt: number[] = [];
  let calls = 0;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const ms = time.now() - startedAt;
    if (new Request(input, init).url !== tokenUrl) {
      calls++;
      return call(ms);
    }
    tokenRequestsAt.push(ms);
    return token(ms);
  };
  return { time, clock, fetch, tokenRequestsAt, calls: () => calls };
}

function limited(seconds: number) {
  return refuse(429, {}, { "retry-after": String(seconds) });
}

test("a 429 with Retry-After: 60 costs one token request for 2,000 calls, which are rejected at once", async () => {
  const { clock, fetch, time, tokenRequestsAt } = servers((ms) =>
    ms < 60_000 ? limited(60) : tokenAnswer("t"),
  );
  const tokens = clientCredentials({ ...secret, clock, fetch });
  const authorized = withAuth(tokens, { fetch });
  for (let count = 0; count < 2_000; count++) {
    const error = await rejection(authorized(api));
    if (count % 500 === 0) await time.advance(1_000);
    expect(error).toMatchObject({ code: "server-unavailable", retryable: true, status: 429 });
  }
  expect(await rejection(authorized(api))).toMatchObject({ retryAfterMs: 56_000 });
  expect(tokenRequestsAt).toEqual([0]);
  await time.advance(56_000);
  expect((await authorized(api)).status).toBe(200);
  expect(tokenRequestsAt).toEqual([0, 60_000]);
});

test("2,000 calls that may wait a minute all succeed after the pause, with two token requests", async () => {
  const { clock, fetch, time, tokenRequestsAt } = servers((ms) =>
    ms < 60_000 ? limited(60) : tokenAnswer("t"),
  );
  const tokens = clientCredentials({ ...secret, clock, fetch, maxWaitMs: 60_000 });
  const calls = Array.from({ length: 2_000 }, () => withAuth(tokens, { fetch })(api));
  await time.advance(60_000);
  expect((await Promise.all(calls)).every(({ status }) => status === 200)).toBe(true);
  expect(tokenRequestsAt).toEqual([0, 60_000]);
});

test("callers wait for a pause of at most 30 s, except an aborted caller", async () => {
  const { clock, fetch, time, tokenRequestsAt } = servers((ms) =>
    ms < 20_000 ? limited(20) : tokenAnswer("t"),
  );
  const tokens = clientCredentials({ ...secret, clock, fetch });
  const controller = new AbortController();
  const aborted = rejection(tokens.getToken({ signal: controller.signal }));
  const patient = tokens.getToken();
  await time.advance(5_000);
  controller.abort(new Error("no time"));
  expect(await aborted).toMatchObject({ message: "no time" });
  await time.advance(15_000);
  expect((await patient).value).toBe("t");
  expect(tokenRequestsAt).toEqual([0, 20_000]);
});

test("a server that asks for a pause of an hour gets one request a minute", async () => {
  const { clock, fetch, time, tokenRequestsAt } = servers(() => limited(3_600));
  const tokens = clientCredentials({ ...secret, clock, fetch, maxWaitMs: 0 });
  for (let second = 0; second <= 180; second++) {
    await rejection(tokens.getToken());
    await rejection(tokens.getToken());
    await time.advance(1_000);
  }
  expect(tokenRequestsAt).toEqual([0, 60_000, 120_000, 180_000]);
});

test.each([
  ["503", () => refuse(503)],
  ["a network failure", () => Promise.reject(new TypeError("fetch failed"))],
])(
  "an outage (%s) gets fewer and fewer requests, down to one a minute",
  async (_name, failing) => {
    const world = servers(() => refuse(200));
    const fetch: typeof globalThis.fetch = async (input, init) => {
      await world.fetch(input, init);
      return failing();
    };
    const tokens = clientCredentials({ ...secret, clock: world.clock, fetch, maxWaitMs: 0 });
    for (let tenths = 0; tenths < 3_000; tenths++) {
      expect(await rejection(tokens.getToken())).toMatchObject({ retryable: true });
      await world.time.advance(100);
    }
    // The pauses are 375 ms, 750 ms, …: the first call after each pause sends a request.
    const pauses = world.tokenRequestsAt.map((at, index) => at - (world.tokenRequestsAt[index - 1] ?? 0));
    expect(pauses).toEqual([
      0, 400, 800, 1_500, 3_000, 6_000, 12_000, 24_000, 45_000, 45_000, 45_000, 45_000, 45_000,
    ]);
  },
  60_000,
);

test("a rejected secret costs one token request in ten seconds for any number of calls", async () => {
  const { clock, fetch, time, tokenRequestsAt } = servers(() => refuse(401, { error: "invalid_client" }));
  const authorized = withAuth(clientCredentials({ ...secret, clock, fetch }), { fetch });
  for (let count = 0; count < 200; count++) {
    expect(await rejection(authorized(api))).toMatchObject({ code: "request-rejected", retryable: false });
    await time.advance(50);
  }
  expect(tokenRequestsAt).toEqual([0]);
  await rejection(authorized(api));
  expect(tokenRequestsAt).toEqual([0, 10_000]);
});

test("an API that always responds with 401 costs two token requests for 200 calls, and each call gets its 401", async () => {
  let issued = 0;
  const { calls, clock, fetch, tokenRequestsAt } = servers(
    () => tokenAnswer(`t${++issued}`),
    () => refuse(401, { errors: [{ title: "Unauthorized" }] }),
  );
  const authorized = withAuth(clientCredentials({ ...secret, clock, fetch }), { fetch });
  for (let count = 0; count < 200; count++) expect((await authorized(api)).status).toBe(401);
  expect([tokenRequestsAt.length, calls()]).toEqual([2, 201]);
});

test("an API that always responds with 401 gets a new token less and less often, down to once a minute", async () => {
  let issued = 0;
  const { clock, fetch, time, tokenRequestsAt } = servers(
    () => tokenAnswer(`t${++issued}`, { expires_in: 3_600 }),
    () => refuse(401),
  );
  const authorized = withAuth(clientCredentials({ ...secret, clock, fetch }), { fetch });
  for (let half = 0; half < 600; half++) {
    await authorized(api);
    await time.advance(500);
  }
  expect(tokenRequestsAt).toEqual([
    0, 0, 1_000, 3_000, 7_000, 15_000, 31_000, 63_000, 123_000, 183_000, 243_000,
  ]);
});

test("a token that is revoked after it was accepted is replaced at once", async () => {
  let issued = 0;
  let revoked = 0;
  const { clock, fetch, time, tokenRequestsAt } = servers(
    () => tokenAnswer(`t${++issued}`, { expires_in: 3_600 }),
    () => (issued <= revoked ? refuse(401) : refuse(200)),
  );
  const authorized = withAuth(clientCredentials({ ...secret, clock, fetch }), { fetch });
  for (let round = 0; round < 3; round++) {
    expect((await authorized(api)).status).toBe(200);
    await time.advance(180_000);
    revoked = issued;
  }
  expect(tokenRequestsAt).toEqual([0, 180_000, 360_000]);
});

test("an overloaded token endpoint gets one request at a time for the tokens of a hundred drivers", async () => {
  const { clock, fetch, time, tokenRequestsAt } = servers((ms) =>
    ms < 10_000 ? limited(5) : tokenAnswer("t"),
  );
  const consent = authorizationCode({ ...secret, redirectUri: "https://app.example.com/back", clock, fetch });
  const [first, ...others] = Array.from({ length: 100 }, (_value, index) => consent.resume(`r${index}`));
  const firstToken = first?.getToken();
  await time.advance(1_000);
  const tokens = others.map((source) => source.getToken());
  await time.advance(9_000);
  const values = await Promise.all([firstToken, ...tokens]);
  expect(values).toHaveLength(100);
  expect(tokenRequestsAt.slice(0, 3)).toEqual([0, 5_000, 10_000]);
  expect(tokenRequestsAt).toHaveLength(102);
});

test("a wrong secret is rejected once for all drivers, a withdrawn consent only for its driver", async () => {
  let wrongSecret = true;
  const { clock, fetch, time, tokenRequestsAt } = servers(() =>
    wrongSecret ? refuse(401, { error: "invalid_client" }) : refuse(400, { error: "invalid_grant" }),
  );
  const consent = authorizationCode({ ...secret, redirectUri: "https://app.example.com/back", clock, fetch });
  const drivers = Array.from({ length: 20 }, (_value, index) => consent.resume(`r${index}`));
  const codes = async () => {
    const errors = await Promise.all(drivers.map((source) => rejection(source.getToken())));
    return new Set(errors.map((error) => Reflect.get(Object(error), "code")));
  };
  await rejection(consent.resume("r").getToken());
  expect(await codes()).toEqual(new Set(["request-rejected"]));
  expect(tokenRequestsAt).toHaveLength(1);
  wrongSecret = false;
  await time.advance(10_000);
  expect(await codes()).toEqual(new Set(["consent-withdrawn"]));
  expect(await codes()).toEqual(new Set(["consent-withdrawn"]));
  expect(tokenRequestsAt).toHaveLength(21);
});
