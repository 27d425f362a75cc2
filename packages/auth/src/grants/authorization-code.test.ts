import { expect, test } from "vitest";
import {
  answering,
  api,
  refuse,
  rejection,
  start,
  testClock,
  tokenAnswer,
  tokenUrl,
} from "../../test/kit.ts";
import {
  type AuthEvent,
  type AuthorizationCodeOptions,
  authorizationCode,
  type ConsentParameters,
  type ConsentRequest,
  withAuth,
} from "../index.ts";

const redirectUri = "https://app.example.com/callback";
const base = { environment: "live", clientId: "app", clientSecret: "s3cr3t", redirectUri } as const;
const sandbox = {
  ...base,
  environment: "sandbox",
  authorizationUrl: "https://login.example.com/oauth/new",
} as const;
function callback(query: Record<string, string>) {
  return `${redirectUri}?${new URLSearchParams(query)}`;
}

test("builds the URL that asks for consent, with state and PKCE", async () => {
  const { url, state, codeVerifier } = await authorizationCode(base).begin({
    scope: "vehicle:data",
    parameters: { app_id: "1234", response_type: "token" },
  });
  const { origin, pathname, searchParams } = new URL(url);
  expect(`${origin}${pathname}`).toBe("https://owner-panel.high-mobility.com/oauth/new");
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(codeVerifier));
  expect(Object.fromEntries(searchParams)).toEqual({
    app_id: "1234",
    response_type: "code",
    client_id: "app",
    redirect_uri: redirectUri,
    scope: "vehicle:data",
    state,
    code_challenge: Buffer.from(digest).toString("base64url"),
    code_challenge_method: "S256",
  });
  expect([state, codeVerifier]).toEqual([
    expect.stringMatching(/^[\w-]{43}$/),
    expect.stringMatching(/^[\w-]{43}$/),
  ]);
});

test.each([
  ["live", "https://owner-panel.high-mobility.com/oauth/new"],
  ["sandbox", "https://sandbox.owner-panel.high-mobility.com/oauth/new"],
] as const)("has the consent page of %s", async (environment, page) => {
  const { url } = await authorizationCode({ ...base, environment }).begin();
  expect(url.split("?")[0]).toBe(page);
});

test("has a different state and verifier each time", async () => {
  const consent = authorizationCode(base);
  const [one, other] = [await consent.begin(), await consent.begin()];
  expect(one.state).not.toBe(other.state);
  expect(one.codeVerifier).not.toBe(other.codeVerifier);
});

test("exchanges the code, renews with the refresh token, and uses the rotated refresh token", async () => {
  const clock = testClock();
  const kept: string[] = [];
  const { fetch, sent } = answering(
    () => tokenAnswer("t1", { refresh_token: "r1", scope: "vehicle:data" }),
    () => tokenAnswer("t2", { refresh_token: "r2" }),
    () => tokenAnswer("t3"),
    () => tokenAnswer("t4"),
  );
  const consent = authorizationCode({
    ...sandbox,
    fetch,
    clock,
    onRefreshToken: (one) => void kept.push(one),
  });
  const request = await consent.begin();
  const tokens = await consent.complete(callback({ code: "c0de", state: request.state }), request);
  expect(await tokens.getToken()).toMatchObject({ value: "t1", scopes: new Set(["vehicle:data"]) });
  for (const value of ["t2", "t3", "t4"]) {
    clock.advance(299_000);
    expect(await tokens.getToken()).toMatchObject({ value });
  }
  expect(kept).toEqual(["r1", "r2"]);
  const client = { client_id: "app", client_secret: "s3cr3t" };
  expect(sent.map(({ body }) => JSON.parse(body))).toEqual([
    {
      grant_type: "authorization_code",
      code: "c0de",
      redirect_uri: redirectUri,
      code_verifier: request.codeVerifier,
      ...client,
    },
    { grant_type: "refresh_token", refresh_token: "r1", ...client },
    { grant_type: "refresh_token", refresh_token: "r2", ...client },
    { grant_type: "refresh_token", refresh_token: "r2", ...client },
  ]);
});

test("passes a refresh token to the application once, although the server repeats it", async () => {
  const clock = testClock();
  const kept: string[] = [];
  const { fetch } = answering(
    () => tokenAnswer("t1", { refresh_token: "r1" }),
    () => tokenAnswer("t2", { refresh_token: "r2" }),
    () => tokenAnswer("t3", { refresh_token: "r2" }),
  );
  const onRefreshToken = (token: string) => void kept.push(token);
  const tokens = authorizationCode({ ...sandbox, fetch, clock, onRefreshToken }).resume("r1");
  for (let count = 0; count < 3; count++) {
    await tokens.getToken();
    clock.advance(300_000);
  }
  expect(kept).toEqual(["r2"]);
});

test("resumes from a stored refresh token, also without a client secret", async () => {
  const { fetch, sent } = answering(
    () => tokenAnswer("t1", { refresh_token: "r2" }),
    () => refuse(200),
  );
  const { clientSecret: _, ...app } = sandbox;
  const tokens = authorizationCode({ ...app, redirectUri: "com.example.app:/back", fetch }).resume("r1");
  expect(sent).toEqual([]);
  await withAuth(tokens, { fetch })(api);
  expect(JSON.parse(sent[0]?.body ?? "")).toEqual({
    grant_type: "refresh_token",
    refresh_token: "r1",
    client_id: "app",
  });
  expect(sent[1]?.headers.get("authorization")).toBe("Bearer t1");
});

test("continues if a refresh token cannot be stored, and reports it", async () => {
  const events: AuthEvent[] = [];
  const { fetch } = answering(() => tokenAnswer("t1", { refresh_token: "r1" }));
  const onRefreshToken = () => Promise.reject(new Error("disk full"));
  const consent = authorizationCode({
    ...sandbox,
    fetch,
    onRefreshToken,
    onEvent: (event) => events.push(event),
  });
  const request = await consent.begin();
  const tokens = await consent.complete(callback({ code: "c", state: request.state }), request);
  expect((await tokens.getToken()).value).toBe("t1");
  expect(events).toContainEqual({ type: "store-failed", error: new Error("disk full") });
});

test("asks for consent again if there is no refresh token", async () => {
  const clock = testClock();
  const { fetch } = answering(() => tokenAnswer("t1"));
  const consent = authorizationCode({ ...sandbox, fetch, clock });
  const request = await consent.begin();
  const tokens = await consent.complete(callback({ code: "c", state: request.state }), request);
  clock.advance(300_000);
  expect(await rejection(tokens.getToken())).toMatchObject({
    code: "consent-withdrawn",
    message: expect.stringContaining("Ask for consent again"),
  });
});

test("reports that a refresh token is no longer valid", async () => {
  const { fetch } = answering(() =>
    refuse(400, { error: "invalid_grant", error_description: "r1 is used up" }),
  );
  const error = await rejection(
    authorizationCode({ ...sandbox, fetch })
      .resume("r1")
      .getToken(),
  );
  expect(error).toMatchObject({
    code: "consent-withdrawn",
    retryable: false,
    error: "invalid_grant",
    description: "[redacted] is used up",
  });
});

test.each([
  ["another state", { code: "c0de", state: "other" }, "state-mismatch"],
  ["no state", { code: "c0de" }, "state-mismatch"],
  ["a rejection", { error: "access_denied", error_description: "no, thanks" }, "consent-denied"],
  ["neither code nor error", {}, "consent-denied"],
])("accepts no code from a callback with %s", async (_name, query, code) => {
  const { fetch, sent } = answering(() => tokenAnswer("t"));
  const consent = authorizationCode({ ...sandbox, fetch });
  const request = await consent.begin();
  const state = code === "state-mismatch" ? {} : { state: request.state };
  const error = await rejection(consent.complete(callback({ ...query, ...state }), request));
  expect(error).toMatchObject({ name: "AuthError", code });
  expect(String(error)).not.toMatch(/c0de|other/);
  expect(String(error)).not.toContain(request.state);
  expect(sent).toEqual([]);
});

test.each<[string, unknown]>([
  ["nothing", undefined],
  ["null", null],
  ["a text", "state"],
  ["no verifier", { state: "s" }],
  ["an empty verifier", { state: "s", codeVerifier: "" }],
  ["no state", { codeVerifier: "v" }],
  ["a state that is not a text", { state: 5, codeVerifier: "v" }],
])("sends no code if the session has %s", async (_name, session) => {
  const { fetch, sent } = answering(() => tokenAnswer("t"));
  const consent = authorizationCode({ ...sandbox, fetch });
  const call = consent.complete(callback({ code: "c0de", state: "s" }), session as ConsentRequest);
  const error = await rejection(call);
  expect(error).toMatchObject({
    name: "AuthError",
    code: "state-mismatch",
    message: expect.stringContaining("the session has no state and codeVerifier. Begin the consent again"),
  });
  expect(sent).toEqual([]);
});

test("rejects a callback that is not an absolute URL", async () => {
  const request = { state: "s", codeVerifier: "v" };
  const error = await rejection(authorizationCode(sandbox).complete("/callback?code=c", request));
  expect(error).toMatchObject({
    name: "TypeError",
    message: "callbackUrl must be an absolute URL, got something else.",
  });
});

test("keeps the consent members of the first token until a later token changes them", async () => {
  const clock = testClock();
  const driver = { refresh_token: "r1", authorization_id: "a1", status: "approved", expires_in: 3_600 };
  const { fetch } = answering(
    () => tokenAnswer("opaque-1", { ...driver, scope: "diagnostics.get.odometer" }),
    () => tokenAnswer("opaque-2"),
    () => tokenAnswer("opaque-3", { status: "pending" }),
  );
  const consent = authorizationCode({ ...sandbox, fetch, clock });
  const request = await consent.begin();
  const tokens = await consent.complete(callback({ code: "c", state: request.state }), request);
  const first = await tokens.getToken();
  expect(first).toMatchObject({ authorizationId: "a1", status: "approved", expiresAt: start + 3_600_000 });
  clock.advance(3_600_000);
  expect(await tokens.getToken()).toMatchObject({
    value: "opaque-2",
    authorizationId: "a1",
    status: "approved",
  });
  clock.advance(300_000);
  expect(await tokens.getToken()).toMatchObject({
    value: "opaque-3",
    authorizationId: "a1",
    status: "pending",
  });
});

test("does not send a code again that the server may have used", async () => {
  for (const [status, requests] of [
    [500, 1],
    [502, 1],
    [429, 4],
    [503, 4],
  ]) {
    const { fetch, sent } = answering(() => refuse(status ?? 0));
    const consent = authorizationCode({ ...sandbox, fetch, clock: testClock() });
    const request = await consent.begin();
    const call = consent.complete(callback({ code: "c", state: request.state }), request);
    expect(await rejection(call)).toMatchObject({ code: "server-unavailable", status });
    expect([status, sent.length]).toEqual([status, requests]);
  }
});

test("accepts no code if the stored state is empty", async () => {
  const { fetch } = answering(() => tokenAnswer("t"));
  const call = authorizationCode({ ...sandbox, fetch }).complete(callback({ code: "c", state: "" }), {
    state: "",
    codeVerifier: "v",
  });
  expect(await rejection(call)).toMatchObject({ code: "state-mismatch" });
});

test.each<[string, object, string]>([
  ["no redirect URI", { redirectUri: undefined }, "redirectUri must be an absolute URI"],
  ["a relative redirect URI", { redirectUri: "/callback" }, "redirectUri must be an absolute URI"],
  [
    "no authorization URL for another server",
    { environment: undefined, tokenUrl },
    "authorizationUrl must be set",
  ],
  [
    "an insecure authorization URL",
    { authorizationUrl: "http://example.com" },
    "authorizationUrl must use https",
  ],
  ["an empty client id", { clientId: "" }, "clientId must be"],
  ["an unknown option", { redirectUrl: redirectUri }, 'no option "redirectUrl". Did you mean "redirectUri"?'],
])("rejects %s at construction", (_name, options, message) => {
  expect(() => authorizationCode({ ...base, ...options } as AuthorizationCodeOptions)).toThrow(message);
});

test("rejects an unknown option of begin", async () => {
  const error = await rejection(authorizationCode(base).begin({ scopes: "a" } as ConsentParameters));
  expect(error).toEqual(new TypeError('begin() has no option "scopes". Did you mean "scope"?'));
});

test("rejects an empty refresh token", () => {
  expect(() => authorizationCode(base).resume("")).toThrow("refreshToken must be a non-empty string");
});

test("names the token endpoint of the environment", async () => {
  const { fetch, sent } = answering(() => tokenAnswer("t"));
  await authorizationCode({ ...sandbox, fetch })
    .resume("r")
    .getToken();
  expect(sent[0]?.url).toBe(tokenUrl);
});
