import type { TokenSource } from "@high-mobility-ts/auth";
import { allowInsecureRequests, requiredScopes } from "@high-mobility-ts/auth";
import { operations } from "@high-mobility-ts/schema/operations";
import { expect, test, vi } from "vitest";
import type { ClientOptions } from "./client-options.ts";
import { createClient } from "./create-client.ts";

const secret = { clientId: "app", clientSecret: "s3cr3t" } as const;
const sandbox = "https://sandbox.api.high-mobility.com";
const vin = "2HM00000000000001";

function source(...resourceOrigins: string[]): TokenSource & { refused: string[] } {
  const refused: string[] = [];
  return {
    refused,
    getToken: async () => ({
      value: `t${refused.length + 1}`,
      expiresAt: Number.MAX_SAFE_INTEGER,
      scopes: new Set<string>(),
    }),
    invalidate: ({ value }) => {
      refused.push(value);
    },
    ...(resourceOrigins.length > 0 && { resourceOrigins }),
  };
}

function recording(...answers: (() => Response)[]) {
  const sent: Request[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    sent.push(new Request(input, init));
    const answer = answers[Math.min(sent.length, answers.length) - 1];
    return answer ? answer() : Response.json({ vin, sub: "x", status: "approved" });
  };
  return { sent, fetch };
}

test.each<[string, unknown, string]>([
  ["an unknown environment", { ...secret, environment: "test" }, 'environment must be "sandbox" or "live"'],
  ["no environment", { ...secret }, "environment must be"],
  [
    "no credentials",
    { environment: "sandbox", clientId: "app" },
    "One of clientSecret and privateKey must be set, got neither.",
  ],
  [
    "environment and baseUrl",
    { environment: "live", baseUrl: sandbox, auth: source() },
    "Set either environment or baseUrl",
  ],
  [
    "baseUrl without credentials",
    { baseUrl: sandbox, clientId: "app" },
    "One of clientSecret and privateKey must be set",
  ],
  ["a relative baseUrl", { baseUrl: "/api", auth: source() }, "baseUrl must be an absolute URL"],
  [
    "a baseUrl of another scheme",
    { baseUrl: "ftp://example.com", auth: source() },
    "baseUrl must be an absolute URL",
  ],
  [
    "a baseUrl with a query",
    { baseUrl: "https://example.com/?a=b", auth: source() },
    "baseUrl must be a URL without query and fragment",
  ],
  [
    "a fetch that is not a function",
    { ...secret, environment: "live", fetch: 1 },
    "fetch must be a function, got a number.",
  ],
  [
    "an onEvent that is not a function",
    { environment: "live", auth: source(), onEvent: {} },
    "onEvent must be a function, got an object.",
  ],
  [
    "a clock without a function now",
    { environment: "live", auth: source(), clock: {} },
    "clock.now must be a function, got null.",
  ],
  ["plain http", { baseUrl: "http://example.com", auth: source() }, "set [allowInsecureRequests]: true"],
  [
    "credentials over plain http",
    { baseUrl: "http://example.com", ...secret },
    "baseUrl must use https (http on loopback only), got http://example.com.",
  ],
  ["an auth that is not a token source", { environment: "live", auth: {} }, "auth must be a token source"],
  ["no auth", { environment: "live", auth: undefined }, "auth must be a token source"],
  ["no options", undefined, "The options of createClient() must be an object, got undefined."],
  ["null", null, "The options of createClient() must be an object, got null."],
  ["text", "live", "The options of createClient() must be an object, got a string."],
  ["an unknown option", { ...secret, environment: "live", foo: 1 }, 'createClient() has no option "foo".'],
  [
    "a misspelled option",
    { ...secret, environment: "live", retyr: false },
    'createClient() has no option "retyr". Did you mean "retry"?',
  ],
  ["a timeout that is a number", { ...secret, environment: "live", timeout: 5_000 }, "timeout must be"],
  ["a number of retries", { ...secret, environment: "live", retry: 3 }, "retry must be"],
  [
    "a user name in baseUrl",
    { baseUrl: "https://s3cr3t@example.com", auth: source() },
    "baseUrl must be a URL without user name and password",
  ],
  [
    "only a password in baseUrl",
    { baseUrl: "https://:s3cr3t@example.com", auth: source() },
    "baseUrl must be a URL without user name and password",
  ],
  [
    "a password in baseUrl",
    { baseUrl: "https://user:s3cr3t@example.com", auth: source() },
    "baseUrl must be a URL without user name and password",
  ],
])("rejects %s at construction", (_name, options, message) => {
  const create = () => createClient(options as ClientOptions);
  expect(create).toThrow(TypeError);
  expect(create).toThrow(message);
  expect(create).not.toThrow("s3cr3t");
});

test("rejects a token source that is not for the client's origin, and names both", () => {
  const create = () => createClient({ environment: "live", auth: source(sandbox) });
  expect(create).toThrow(TypeError);
  expect(create).toThrow(
    `auth must be for the origin of this client, https://api.high-mobility.com; its tokens are for ${sandbox}.`,
  );
});

test("sends the token of any source to the environment's origin", async () => {
  const { sent, fetch } = recording();
  const hm = createClient({ environment: "sandbox", auth: source(sandbox), fetch });
  await hm.GET("/v1/fleets/vehicles/{vin}", { params: { path: { vin } } });
  expect(sent[0]?.url).toBe(`${sandbox}/v1/fleets/vehicles/${vin}`);
  expect(sent[0]?.headers.get("authorization")).toBe("Bearer t1");
});

test("calls paths below a base URL with a path", async () => {
  const { sent, fetch } = recording();
  const hm = createClient({ baseUrl: "http://127.0.0.1:4010/gateway/", auth: source(), fetch });
  await hm.GET("/v1/vehicleinfo");
  expect(sent[0]?.url).toBe("http://127.0.0.1:4010/gateway/v1/vehicleinfo");
});

test("sends no token with calls that contain credentials", async () => {
  const { sent, fetch } = recording();
  const hm = createClient({ environment: "sandbox", auth: source(sandbox), fetch });
  await hm.POST("/v1/access_tokens", { body: { grant_type: "client_credentials", client_id: "app" } });
  expect(sent[0]?.headers.has("authorization")).toBe(false);
});

test("replays a call once when its token is rejected", async () => {
  const { sent, fetch } = recording(
    () => Response.json({ errors: [] }, { status: 401 }),
    () => Response.json({ vin, eligible: true, data_delivery: [] }),
  );
  const auth = source(sandbox);
  const hm = createClient({ environment: "sandbox", auth, fetch });
  const { data } = await hm.POST("/v1/eligibility", { body: { vin, brand: "sandbox" } });
  expect(data).toMatchObject({ eligible: true });
  expect(auth.refused).toEqual(["t1"]);
  expect(await Promise.all(sent.map((request) => request.json()))).toEqual([
    { vin, brand: "sandbox" },
    { vin, brand: "sandbox" },
  ]);
});

test("uses the fetch that is global at the time of the call", async () => {
  const hm = createClient({ environment: "sandbox", ...secret });
  const original = globalThis.fetch;
  globalThis.fetch = async () =>
    Response.json({ access_token: "t", token_type: "bearer", expires_in: 300, vin, sub: "late" });
  try {
    expect(await hm.GET("/v1/vehicleinfo")).toMatchObject({ ok: true, data: { sub: "late" } });
  } finally {
    globalThis.fetch = original;
  }
});

test("sends the filter as URL-encoded JSON", async () => {
  const { sent, fetch } = recording(() => Response.json([]));
  const hm = createClient({ environment: "sandbox", auth: source(sandbox), fetch });
  const filter = { vin: { operator: "in", value: [vin] } } as const;
  await hm.GET("/v1/fleets/vehicles", {
    params: { query: { filter: { vin: { operator: "in", value: [vin] } } } },
  });
  expect(sent[0]?.url).toBe(
    `${sandbox}/v1/fleets/vehicles?filter=${encodeURIComponent(JSON.stringify(filter))}`,
  );
});

test("shows middleware requests before the token is added", async () => {
  const { fetch } = recording();
  const hm = createClient({ environment: "sandbox", auth: source(sandbox), fetch });
  const seen: (string | null)[] = [];
  hm.use({
    onRequest: ({ request }) => {
      seen.push(request.headers.get("authorization"));
    },
  });
  await hm.GET("/v1/vehicleinfo");
  expect(seen).toEqual([null]);
});

test("does not send a call whose token lacks a scope, if it has the operation table", async () => {
  const { sent, fetch } = recording();
  const auth: TokenSource = {
    ...source(sandbox),
    getToken: async () => ({
      value: "t",
      expiresAt: Number.MAX_SAFE_INTEGER,
      scopes: new Set(["vehicle:data"]),
    }),
  };
  const hm = createClient({
    environment: "sandbox",
    auth,
    fetch,
    requiredScopes: requiredScopes(operations),
  });
  await expect(hm.GET("/v1/fleets/vehicles")).rejects.toMatchObject({
    name: "AuthenticationError",
    cause: { code: "insufficient-scope" },
    message: expect.stringContaining("fleet:clearance"),
  });
  expect(sent).toEqual([]);
});

/** A server that issues a token and responds to other requests with an eligible vehicle. */
function gateway() {
  const sent: { url: string; headers: Headers; body: string }[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    sent.push({ url: request.url, headers: request.headers, body: await request.text() });
    return request.url.endsWith("/v1/access_tokens")
      ? Response.json({ access_token: "t", token_type: "bearer", expires_in: 300, scope: "" })
      : Response.json({ vin, eligible: true, data_delivery: [] });
  };
  return { sent, fetch };
}

test.each(["http://127.0.0.1:4010", "https://gateway.example.com/hm", "https://gateway.example.com/hm/"])(
  "token URL and origin follow from the base URL %s",
  async (baseUrl) => {
    const { sent, fetch } = gateway();
    const hm = createClient({ baseUrl, ...secret, fetch });
    await hm.checkEligibility({ vin, brand: "sandbox" });
    const base = baseUrl.replace(/\/$/, "");
    expect(sent.map(({ url }) => url)).toEqual([`${base}/v1/access_tokens`, `${base}/v1/eligibility`]);
    expect(sent[1]?.headers.get("authorization")).toBe("Bearer t");
  },
);

test("the audience of an assertion follows from the base URL", async () => {
  const { privateKey } = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, [
    "sign",
  ]);
  const { sent, fetch } = gateway();
  const baseUrl = "https://gateway.example.com/hm";
  const hm = createClient({ baseUrl, clientId: "app", privateKey: { id: "key", key: privateKey }, fetch });
  await hm.checkEligibility({ vin, brand: "sandbox" });
  const { client_assertion: assertion } = JSON.parse(sent[0]?.body ?? "{}");
  const claims = JSON.parse(Buffer.from(String(assertion).split(".")[1] ?? "", "base64url").toString());
  expect(claims.aud).toBe("https://gateway.example.com/hm/v1");
});

test("plain http outside loopback works if the symbol allows it", async () => {
  const { sent, fetch } = gateway();
  const hm = createClient({
    baseUrl: "http://gateway.internal",
    ...secret,
    fetch,
    [allowInsecureRequests]: true,
  });
  await hm.checkEligibility({ vin, brand: "sandbox" });
  expect(sent.map(({ url }) => url)).toEqual([
    "http://gateway.internal/v1/access_tokens",
    "http://gateway.internal/v1/eligibility",
  ]);
});

test("HM_DEBUG=1 writes the events of a client that has no onEvent, without a secret", async () => {
  const written = vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.stubEnv("HM_DEBUG", "1");
  try {
    const { fetch } = gateway();
    const baseUrl = "https://gateway.example.com";
    await createClient({ baseUrl, ...secret, fetch }).checkEligibility({ vin, brand: "sandbox" });
    const lines = written.mock.calls.map(([line]) => String(line));
    expect(lines.some((line) => line.startsWith('call-completed operation="POST /v1/eligibility"'))).toBe(
      true,
    );
    expect(lines.some((line) => line.startsWith("token-refreshed from="))).toBe(true);
    expect(lines.join()).not.toContain("s3cr3t");
    written.mockClear();
    await createClient({ baseUrl, ...secret, fetch, onEvent: () => undefined })
      .getVehicleInfo()
      .catch(() => undefined);
    expect(written).not.toHaveBeenCalled();
  } finally {
    vi.unstubAllEnvs();
    written.mockRestore();
  }
});
