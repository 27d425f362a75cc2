import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { faces } from "../../test/faces.ts";
import { answering, api, refuse, rejection } from "../../test/kit.ts";
import {
  type AccessToken,
  AuthError,
  type AuthEvent,
  allowInsecureRequests,
  authMiddleware,
  type TokenSource,
  type WithAuthOptions,
} from "../index.ts";
import { withAuth } from "./with-auth.ts";

const origin = "https://sandbox.api.high-mobility.com";

/** Returns the tokens `t1`, `t2`, …: the next token after each invalidation. */
function source(): TokenSource & { invalidated: string[]; asked: number } {
  const state = { invalidated: [] as string[], asked: 0 };
  const current = (): AccessToken => ({
    value: `t${state.invalidated.length + 1}`,
    expiresAt: Number.MAX_SAFE_INTEGER,
    scopes: new Set(),
  });
  return Object.assign(state, {
    resourceOrigins: [origin],
    getToken: async () => {
      state.asked++;
      return current();
    },
    invalidate: ({ value }: AccessToken) => {
      if (value === current().value) state.invalidated.push(value);
    },
  });
}

describe.each(faces)("%s", (face, authorize) => {
  let tokens: ReturnType<typeof source>;
  beforeEach(() => {
    tokens = source();
  });

  afterEach(() => {
    vi.restoreAllMocks();
  });

  const bearers = (sent: readonly { headers: Headers }[]) =>
    sent.map(({ headers }) => headers.get("authorization"));

  test("sends the token and the caller's request to the platform", async () => {
    const { fetch, sent } = answering(() => refuse(200));
    await authorize(tokens, fetch)(api, { method: "POST", body: "{}", headers: { "x-a": "1" } });
    expect(sent[0]).toMatchObject({ url: api, method: "POST", body: "{}" });
    expect(Object.fromEntries(sent[0]?.headers ?? [])).toMatchObject({
      authorization: "Bearer t1",
      "x-a": "1",
    });
  });

  test.each([
    ["JSON", () => JSON.stringify({ a: 1 })],
    ["bytes", () => new TextEncoder().encode("bytes")],
    ["a Blob", () => new Blob(["blob"])],
    ["a form", () => new URLSearchParams({ a: "1" })],
    [
      "form data",
      () => {
        const form = new FormData();
        form.append("file", new Blob(["content"]), "a.txt");
        return form;
      },
    ],
  ])("replays %s once, unchanged, if the token is rejected", async (_name, body) => {
    const { fetch, sent } = answering(
      () => refuse(401),
      () => refuse(200, { ok: true }),
    );
    const response = await authorize(tokens, fetch)(api, { method: "POST", body: body() });
    expect(await response.json()).toEqual({ ok: true });
    expect(bearers(sent)).toEqual(["Bearer t1", "Bearer t2"]);
    // Two encodings of one form differ only in the boundary.
    const bodies = sent.map((one) => one.body.replace(/-{2,}[^\r\n]+/g, "--"));
    expect(bodies[0]).not.toBe("");
    expect(bodies[1]).toBe(bodies[0]);
  });

  test("returns a repeated 401 to the caller, with its body", async () => {
    const { fetch, sent } = answering(() => refuse(401, { errors: [] }));
    const response = await authorize(tokens, fetch)(api);
    expect([response.status, await response.json(), sent.length]).toEqual([401, { errors: [] }, 2]);
  });

  test.each([
    ["403", () => refuse(403)],
    ["500", () => refuse(500)],
    [
      "401 because of a missing scope",
      () => refuse(401, "", { "www-authenticate": 'Bearer error="insufficient_scope"' }),
    ],
  ])("does not replay %s", async (_name, answer) => {
    const { fetch, sent } = answering(answer);
    await authorize(tokens, fetch)(api);
    expect([sent.length, tokens.invalidated]).toEqual([1, []]);
  });

  test("does not replay when the source returns the rejected token again, and says why", async () => {
    const stubborn: TokenSource = { ...source(), invalidate: () => {} };
    const events: AuthEvent[] = [];
    const { fetch, sent } = answering(() => refuse(401));
    const authorized = authorize(stubborn, fetch, { onEvent: (event) => events.push(event) });
    expect((await authorized(api)).status).toBe(401);
    expect(sent).toHaveLength(1);
    expect(events).toEqual([
      { type: "request-not-replayed", method: "GET", reason: "there is no other token" },
    ]);
  });

  test.each([
    ["a list of errors", { errors: [{ title: "Unauthorized", detail: "The owner withdrew the consent" }] }],
    ["a bare list", [{ title: "no_active_consent" }]],
    ["the OAuth pair", { error: "unauthorized", error_description: "No active consent" }],
  ])(
    "keeps the token and does not replay when a 401 says that consent is missing: %s",
    async (_name, body) => {
      const events: AuthEvent[] = [];
      const { fetch, sent } = answering(() => refuse(401, body));
      const authorized = authorize(tokens, fetch, { onEvent: (event) => events.push(event) });
      const response = await authorized(api, { method: "PUT", body: "{}" });
      expect([response.status, await response.json()]).toEqual([401, body]);
      expect([sent.length, tokens.asked, tokens.invalidated]).toEqual([1, 1, []]);
      expect(events).toEqual([
        { type: "request-not-replayed", method: "PUT", reason: "the response does not reject its token" },
      ]);
    },
  );

  const stalled = () => {
    const state = { cancelled: false };
    const body = new ReadableStream<Uint8Array>({
      cancel: () => {
        state.cancelled = true;
      },
    });
    return { state, body };
  };
  const consent = JSON.stringify({ error: "consent" });
  test.each<[string, () => Response]>([
    ["no body", () => new Response(null, { status: 401 })],
    ["a body that is not JSON", () => refuse(401, "<html>consent</html>")],
    ["a body with another problem", () => refuse(401, { error: "invalid_token" })],
    [
      "invalid_token in its header and another problem in the body",
      () => refuse(401, consent, { "www-authenticate": 'Bearer error="invalid_token"' }),
    ],
    ["a body of more than 16 KiB", () => refuse(401, consent + " ".repeat(16_384))],
    ["a Content-Length of more than 16 KiB", () => refuse(401, consent, { "content-length": "16385" })],
    [
      "a truncated body",
      () =>
        new Response(new ReadableStream({ start: (controller) => controller.error(new Error("torn")) }), {
          status: 401,
        }),
    ],
  ])("replaces the token after a 401 with %s", async (_name, response) => {
    const { fetch, sent } = answering(response, () => refuse(200));
    expect((await authorize(tokens, fetch)(api)).status).toBe(200);
    expect([sent.length, tokens.invalidated]).toEqual([2, ["t1"]]);
  });

  test("waits two seconds for the body of a 401, then replaces the token, and closes the connection", async () => {
    vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
      expect(ms).toBe(2_000);
      return AbortSignal.abort();
    });
    const { state, body } = stalled();
    const { fetch } = answering(
      () => new Response(body, { status: 401 }),
      () => refuse(200),
    );
    expect((await authorize(tokens, fetch)(api)).status).toBe(200);
    expect(state.cancelled).toBe(true);
  });

  test("keeps responses out of caches", async () => {
    const { fetch, sent } = answering(
      () => refuse(401),
      () => refuse(200),
    );
    await authorize(tokens, fetch)(api);
    expect(sent.map(({ cache }) => cache)).toEqual(["no-store", "no-store"]);
  });

  test("does not change the cache mode of the caller", async () => {
    const { fetch, sent } = answering(() => refuse(200));
    await authorize(tokens, fetch)(api, { cache: "reload" });
    expect(sent[0]?.cache).toBe("reload");
  });

  test("releases its copy of a body that is not sent again, and its listeners", async () => {
    const { signal } = new AbortController();
    const { fetch } = answering(() => refuse(200));
    const clones: Request[] = [];
    const clone = Request.prototype.clone;
    vi.spyOn(Request.prototype, "clone").mockImplementation(function (this: Request) {
      const copy = clone.call(this);
      clones.push(copy);
      return copy;
    });
    await authorize(tokens, fetch)(api, { method: "POST", body: "x".repeat(10), signal });
    await authorize(tokens, () => Promise.reject(new Error("down")))(api, {
      method: "POST",
      body: "x",
    }).catch(() => undefined);
    const failing = { ...tokens, getToken: () => Promise.reject(new Error("no token")) };
    await authorize(failing, fetch)(api, { method: "POST", body: "x" }).catch(() => undefined);
    // With URL and init, no body is copied.
    expect(clones).toHaveLength(face === "withAuth, URL and init" ? 0 : 3);
    for (const copy of clones) expect(copy.bodyUsed).toBe(true);
  });

  test("throws what the token source throws for the replay", async () => {
    const failing: TokenSource = {
      ...tokens,
      getToken: (options) =>
        tokens.invalidated.length > 0
          ? Promise.reject(new AuthError("server-unavailable", "down"))
          : tokens.getToken(options),
    };
    const { fetch } = answering(() => refuse(401));
    expect(await rejection(authorize(failing, fetch)(api))).toMatchObject({ code: "server-unavailable" });
  });

  test.each([
    ["another host", "https://evil.example.com/v1/fleets/vehicles"],
    ["a host with the same beginning", "https://sandbox.api.high-mobility.com.evil.example/v1"],
    ["the other environment", "https://api.high-mobility.com/v1/fleets/vehicles"],
    ["plain http", "http://sandbox.api.high-mobility.com/v1/fleets/vehicles"],
    ["another port", "https://sandbox.api.high-mobility.com:8443/v1"],
  ])("rejects %s, names both origins, and sends nothing", async (_name, url) => {
    const { fetch, sent } = answering(() => refuse(200));
    const error = await rejection(authorize(tokens, fetch)(url));
    expect(error).toMatchObject({ name: "AuthError", code: "origin-not-allowed" });
    expect(String(error)).toContain(new URL(url).origin);
    expect(String(error)).toContain(origin);
    expect([sent, tokens.asked]).toEqual([[], 0]);
  });

  test("accepts the same origin in another spelling", async () => {
    const { fetch, sent } = answering(() => refuse(200));
    await authorize(tokens, fetch)("HTTPS://SANDBOX.api.high-mobility.com:443?a=1");
    expect(bearers(sent)).toEqual(["Bearer t1"]);
  });

  test("does not change a request that has an Authorization header", async () => {
    const { fetch, sent } = answering(() => refuse(401));
    await authorize(tokens, fetch)("https://other.example.com/", { headers: { authorization: "Basic abc" } });
    expect([bearers(sent), tokens.asked]).toEqual([["Basic abc"], 0]);
  });

  test("follows a redirect within the origin", async () => {
    const { fetch, sent } = answering(
      () => refuse(307, "", { location: "/v2/elsewhere" }),
      () => refuse(200, { ok: true }),
    );
    const response = await authorize(tokens, fetch)(api);
    expect(response.status).toBe(200);
    expect(sent.map(({ url }) => url)).toEqual([api, `${origin}/v2/elsewhere`]);
    expect(bearers(sent)).toEqual(["Bearer t1", "Bearer t1"]);
  });

  test.each([
    ["to another host", "GET", "https://evil.example.com/v1", "https://evil.example.com/v1"],
    ["to the same host on http", "GET", "http://sandbox.api.high-mobility.com/v1", "http://sandbox"],
    ["to an unknown address", "GET", "", "an address that this runtime hides"],
    ["of a request with a body", "POST", "/v2", "only GET and HEAD requests follow"],
  ])("rejects a redirect %s", async (_name, method, location, message) => {
    const { fetch, sent } = answering(() => refuse(307, "", location ? { location } : {}));
    const error = await rejection(authorize(tokens, fetch)(`${api}?secret=1`, { method }));
    expect(error).toMatchObject({ code: "redirect-rejected", message: expect.stringContaining(message) });
    expect(String(error)).not.toContain("secret=1");
    expect(sent).toHaveLength(1);
  });

  test("rejects a circle of redirects", async () => {
    const { fetch, sent } = answering(() => refuse(302, "", { location: api }));
    expect(await rejection(authorize(tokens, fetch)(api))).toMatchObject({ code: "redirect-rejected" });
    expect(sent).toHaveLength(21);
  });

  test("returns the redirect to a caller that handles redirects", async () => {
    const { fetch } = answering(() => refuse(302, "", { location: "https://evil.example.com" }));
    expect((await authorize(tokens, fetch)(api, { redirect: "manual" })).status).toBe(302);
  });

  test("passes the caller's signal to fetch and to the wait for a token", async () => {
    const reason = new Error("changed my mind");
    const waiting: TokenSource = {
      ...tokens,
      getToken: ({ signal } = {}) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener("abort", () => reject(signal.reason));
        }),
    };
    const { fetch } = answering(() => refuse(200));
    const controller = new AbortController();
    const call = rejection(authorize(waiting, fetch)(api, { signal: controller.signal }));
    await Promise.resolve();
    controller.abort(reason);
    expect(await call).toBe(reason);
  });

  test("throws what fetch throws", async () => {
    const { fetch } = answering(() => Promise.reject(new TypeError("fetch failed")));
    const call = authorize(tokens, fetch)(api, { method: "POST", body: "x" });
    expect(await rejection(call)).toMatchObject({ message: "fetch failed" });
  });

  test("emits an event for a replay, without a token", async () => {
    const events: AuthEvent[] = [];
    const { fetch } = answering(
      () => refuse(401),
      () => refuse(200),
    );
    await authorize(tokens, fetch, { onEvent: (event) => events.push(event) })(api, { method: "DELETE" });
    expect(events).toEqual([{ type: "request-replayed", method: "DELETE", status: 200 }]);
  });

  test("throws at construction if no origins are listed", () => {
    const { resourceOrigins: _, ...nameless } = source();
    const { fetch } = answering();
    expect(() => authorize(nameless, fetch)).toThrow(TypeError);
    expect(() => authorize(nameless, fetch, { resourceOrigins: ["http://example.com"] })).toThrow(
      "must use https",
    );
    expect(authorize(nameless, fetch, { resourceOrigins: [origin] })).toBeDefined();
    expect(face).not.toBe("");
  });

  test("sends one token request for a thousand calls whose token was revoked", async () => {
    const valid = "t2";
    const { fetch, sent } = answering(({ headers }) =>
      headers.get("authorization") === `Bearer ${valid}` ? refuse(200) : refuse(401),
    );
    const call = authorize(tokens, fetch);
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => call(api)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect([sent.length, tokens.invalidated]).toEqual([2_000, ["t1"]]);
  });
});

test("does not replay a stream, reports why, and still drops the token", async () => {
  const tokens = source();
  const events: AuthEvent[] = [];
  const { fetch, sent } = answering(() => refuse(401));
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode("once"));
      controller.close();
    },
  });
  const authorized = withAuth(tokens, { fetch, onEvent: (event) => events.push(event) });
  const response = await authorized(api, { method: "POST", body, duplex: "half" } as RequestInit);
  expect([response.status, sent.map((one) => one.body), tokens.invalidated]).toEqual([401, ["once"], ["t1"]]);
  expect(events).toEqual([
    {
      type: "request-not-replayed",
      method: "POST",
      reason: "its body is a stream, which can be read only once",
    },
  ]);
});

const elsewhere = "https://evil.example.com/collect";

class LyingRequest extends Request {
  override get url(): string {
    return api;
  }
}

describe.each<[string, () => Request]>([
  ["a subclass of Request whose url lies", () => new LyingRequest(elsewhere, { method: "POST", body: "x" })],
  [
    "a Request with a url of its own",
    () => Object.defineProperty(new Request(elsewhere), "url", { value: api }),
  ],
  [
    "a Request with another prototype",
    () =>
      Object.setPrototypeOf(
        new Request(elsewhere),
        Object.create(Request.prototype, { url: { value: api } }),
      ),
  ],
])("%s", (_name, lie) => {
  test("withAuth checks the URL that is sent, and sends no token", async () => {
    const tokens = source();
    const { fetch, sent } = answering(() => refuse(200));
    expect(await rejection(withAuth(tokens, { fetch })(lie()))).toMatchObject({ code: "origin-not-allowed" });
    expect([sent, tokens.asked]).toEqual([[], 0]);
  });

  test("authMiddleware checks the URL that is sent, and sends no token", async () => {
    const tokens = source();
    const { fetch } = answering(() => refuse(200));
    const call = { request: lie(), options: { fetch } };
    expect(await rejection(authMiddleware(tokens).onRequest(call))).toMatchObject({
      code: "origin-not-allowed",
    });
    expect(tokens.asked).toBe(0);
  });
});

class TracedRequest extends Request {}

test("sends the method, headers and body of a subclass of Request, and replays them if its token is rejected", async () => {
  const { fetch, sent } = answering(
    () => refuse(401),
    () => refuse(200),
  );
  const request = new TracedRequest(api, { method: "POST", body: "content", headers: { "x-a": "1" } });
  expect((await withAuth(source(), { fetch })(request)).status).toBe(200);
  expect(sent.map(({ url, method, body, headers }) => [url, method, body, headers.get("x-a")])).toEqual([
    [api, "POST", "content", "1"],
    [api, "POST", "content", "1"],
  ]);
});

test("sends a request of a subclass unchanged if it has an Authorization header", async () => {
  const { fetch, sent } = answering(() => refuse(200));
  const init = { method: "POST", body: "content", headers: { authorization: "Basic abc" } };
  await withAuth(source(), { fetch })(new TracedRequest("https://other.example.com/", init));
  expect(sent[0]).toMatchObject({ url: "https://other.example.com/", body: "content" });
});

test.each([
  [false, "must use https"],
  [undefined, "must use https"],
  ["true", "must use https"],
])("sends no token to an http origin where the symbol is %j", (value, message) => {
  const options = { resourceOrigins: ["http://example.com"], [allowInsecureRequests]: value };
  expect(() => withAuth(source(), options as WithAuthOptions)).toThrow(message);
  expect(() => authMiddleware(source(), options as WithAuthOptions)).toThrow(message);
});

test("sends a token to an http origin where the symbol is true", async () => {
  const { fetch, sent } = answering(() => refuse(200));
  const options = { resourceOrigins: ["http://example.com"], [allowInsecureRequests]: true, fetch };
  await withAuth(source(), options)("http://example.com/things");
  expect(sent[0]?.headers.get("authorization")).toBe("Bearer t1");
});

test.each([
  ["withAuth()", (options: object) => withAuth(source(), options)],
  ["authMiddleware()", (options: object) => authMiddleware(source(), options)],
])("%s rejects an unknown option, and names the nearest option", (name, create) => {
  expect(() => create({ resourceOrigin: [] })).toThrow(
    new TypeError(`${name} has no option "resourceOrigin". Did you mean "resourceOrigins"?`),
  );
});

test("accepts an origin of the source that ends in a slash", async () => {
  const { fetch, sent } = answering(() => refuse(200));
  await withAuth({ ...source(), resourceOrigins: [`${origin}/`] }, { fetch })(api);
  expect(sent[0]?.headers.get("authorization")).toBe("Bearer t1");
});

test("uses the fetch that is global when a request is sent", async () => {
  const authorized = withAuth(source());
  const original = globalThis.fetch;
  globalThis.fetch = async () => refuse(200, { late: true });
  try {
    expect(await (await authorized(api)).json()).toEqual({ late: true });
  } finally {
    globalThis.fetch = original;
  }
});
