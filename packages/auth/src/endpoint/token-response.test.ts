import { expect, test } from "vitest";
import { refuse, rejection, start, tokenAnswer, tokenUrl } from "../../test/kit.ts";
import { AuthError } from "../auth-error.ts";
import type { AuthEvent } from "../observe/events.ts";
import { processTokenResponse, type TokenResponseContext } from "./token-response.ts";

const context: TokenResponseContext = {
  where: `POST ${tokenUrl}`,
  sentAt: start,
  parameters: { grant_type: "client_credentials" },
  secrets: ["s3cr3t", "a.b.c"],
  maxPauseMs: 60_000,
  assumedLifetimeMs: undefined,
  onEvent: undefined,
};
const where = `POST ${tokenUrl} failed: status`;
const html = { "content-type": "text/html" };

test.each([
  ["a number of seconds", { expires_in: 300 }, 300_000],
  ["a number as text", { expires_in: "300" }, 300_000],
  ["a fraction", { expires_in: 0.5 }, 500],
])("accepts expires_in as %s", async (_name, fields, lifetimeMs) => {
  const grant = await processTokenResponse(tokenAnswer("t", fields), context);
  expect(grant).toMatchObject({ lifetimeMs, token: { expiresAt: start + lifetimeMs } });
});

test.each([
  ["the scopes that the response names", { scope: "a b" }, undefined, ["a", "b"]],
  ["the requested scopes if the response names none", {}, "c d", ["c", "d"]],
  ["no scopes if neither the request nor the response names one", {}, undefined, []],
  ["no scopes for an empty scope", { scope: "" }, "c", []],
])("returns as scopes %s", async (_name, fields, scope, want) => {
  const { token } = await processTokenResponse(tokenAnswer("t", fields), {
    ...context,
    parameters: scope ? { scope } : {},
  });
  expect([...token.scopes]).toEqual(want);
});

test.each([
  ["a day and a second", 86_401],
  ["a hundred years", 3_155_760_000],
  ["the largest number", Number.MAX_VALUE],
  ["an infinite number", "1e999"],
])("reduces an expires_in of %s to a day, and reports it", async (_name, expires_in) => {
  const events: AuthEvent[] = [];
  const onEvent = (event: AuthEvent) => events.push(event);
  const grant = await processTokenResponse(tokenAnswer("t", { expires_in }), { ...context, onEvent });
  expect(grant).toMatchObject({ lifetimeMs: 86_400_000, token: { expiresAt: start + 86_400_000 } });
  const receivedMs = Number(expires_in) * 1_000;
  expect(events).toEqual([{ type: "number-limited", name: "expires-in", receivedMs, usedMs: 86_400_000 }]);
});

test("reports nothing for a valid expires_in", async () => {
  const onEvent = () => expect.unreachable();
  const grant = await processTokenResponse(tokenAnswer("t", { expires_in: 86_400 }), { ...context, onEvent });
  expect(grant.lifetimeMs).toBe(86_400_000);
});

test.each([undefined, null])("assumes the lifetime of the option if expires_in is %s", async (expires_in) => {
  const response = () => tokenAnswer("t", { expires_in });
  const grant = await processTokenResponse(response(), { ...context, assumedLifetimeMs: 120_000 });
  expect(grant).toMatchObject({ lifetimeMs: 120_000, token: { expiresAt: start + 120_000 } });
  expect(await rejection(processTokenResponse(response(), context))).toMatchObject({
    code: "invalid-response",
    message: expect.stringContaining("set the option assumedLifetimeMs"),
  });
});

test("rejects an impossible lifetime even if there is an assumed one", async () => {
  const response = tokenAnswer("t", { expires_in: 0 });
  const error = await rejection(processTokenResponse(response, { ...context, assumedLifetimeMs: 120_000 }));
  expect(error).toMatchObject({ code: "invalid-response" });
});

test("reads the state of a driver's consent from the platform's response", async () => {
  const fields = { status: "approved", authorization_id: "a1", scope: "diagnostics.get.odometer" };
  const { token } = await processTokenResponse(tokenAnswer("opaque~1/x==", fields), context);
  expect(token).toEqual({
    value: "opaque~1/x==",
    expiresAt: start + 300_000,
    scopes: new Set(["diagnostics.get.odometer"]),
    status: "approved",
    authorizationId: "a1",
  });
});

test.each([
  ["the OAuth pair", { error: "invalid_client", error_description: "unknown app" }],
  ["a list of errors", { errors: [{ title: "invalid_client", detail: "unknown app" }] }],
  ["a bare list", [{ title: "invalid_client", detail: "unknown app" }]],
])("reads the reason of a rejection from %s", async (_name, body) => {
  for (const status of [400, 401, 200]) {
    const error = await rejection(processTokenResponse(refuse(status, body), context));
    expect(error).toMatchObject({
      code: "request-rejected",
      retryable: false,
      status,
      error: "invalid_client",
      description: "unknown app",
      message: `${where} ${status}, invalid_client, unknown app. Check client id, credentials and environment.`,
    });
  }
});

test.each([
  ["refresh_token", { error: "invalid_grant" }, "consent-withdrawn"],
  ["refresh_token", { errors: [{ title: "Bad", detail: "The consent was withdrawn" }] }, "consent-withdrawn"],
  ["refresh_token", { error: "invalid_client" }, "request-rejected"],
  ["authorization_code", { error: "invalid_grant" }, "consent-denied"],
  ["authorization_code", { error: "unauthorized_client" }, "request-rejected"],
  ["client_credentials", { error: "invalid_grant" }, "request-rejected"],
  ["client_credentials", { error: "no_consent" }, "request-rejected"],
])("distinguishes a rejected grant %s from a rejected client: %j", async (grant_type, body, code) => {
  const error = await rejection(
    processTokenResponse(refuse(400, body), { ...context, parameters: { grant_type } }),
  );
  expect(error).toMatchObject({ code });
});

test.each<[string, Record<string, string>, object, number, number | undefined]>([
  ["in seconds", { "retry-after": "7" }, {}, 7_000, undefined],
  ["in words", {}, { errors: [{ title: "x", detail: "retry after 9s" }] }, 9_000, undefined],
  ["of exactly the longest pause", { "retry-after": "60" }, {}, 60_000, undefined],
  ["of more than the longest pause", { "retry-after": "61" }, {}, 60_000, 61_000],
  [
    "that is a number of seconds since the epoch",
    { "retry-after": "1795644582" },
    {},
    60_000,
    1_795_644_582_000,
  ],
  [
    "until a year from now",
    { "retry-after": new Date(start + 31_536_000_000).toUTCString() },
    {},
    60_000,
    31_536_000_000,
  ],
  ["in words, for days", {}, [{ detail: "retry after 999999s" }], 60_000, 999_999_000],
])("waits %s, and reports a reduced wait", async (_name, headers, body, usedMs, receivedMs) => {
  const events: AuthEvent[] = [];
  const onEvent = (event: AuthEvent) => events.push(event);
  const error = await rejection(processTokenResponse(refuse(429, body, headers), { ...context, onEvent }));
  expect(error).toMatchObject({ code: "server-unavailable", retryable: true, retryAfterMs: usedMs });
  const cut = { type: "number-limited", name: "retry-after", receivedMs, usedMs };
  expect(events).toEqual(receivedMs === undefined ? [] : [cut]);
});

test("allows a longer pause if the option does", async () => {
  const response = refuse(503, "", { "retry-after": "600" });
  const error = await rejection(processTokenResponse(response, { ...context, maxPauseMs: 300_000 }));
  expect(error).toMatchObject({ retryAfterMs: 300_000 });
});

test("accepts a token together with members that look like an error", async () => {
  for (const more of [{ error: "deprecated" }, { errors: [{ title: "note" }] }]) {
    const { token } = await processTokenResponse(tokenAnswer("t", more), context);
    expect(token.value).toBe("t");
  }
});

test("shows no more than 300 characters of the server's text", async () => {
  const response = refuse(400, { error: "e".repeat(301), error_description: "d".repeat(300) });
  expect(await rejection(processTokenResponse(response, context))).toMatchObject({
    error: "e".repeat(300),
    description: "d".repeat(300),
  });
});

test.each(["", 5, null])("treats the refresh token %j as absent", async (refresh_token) => {
  const { refreshToken } = await processTokenResponse(tokenAnswer("t", { refresh_token }), context);
  expect(refreshToken).toBeUndefined();
});

test("keeps the refresh token", async () => {
  const { refreshToken } = await processTokenResponse(tokenAnswer("t", { refresh_token: "r" }), context);
  expect(refreshToken).toBe("r");
});

test("accepts the token type in any case", async () => {
  expect(await processTokenResponse(tokenAnswer("t", { token_type: "BEARER" }), context)).toBeDefined();
});

test.each<[string, () => Response, object]>([
  [
    "400 with its reason",
    () => refuse(400, { error: "invalid_request", error_description: "client_secret is invalid" }),
    {
      code: "request-rejected",
      status: 400,
      error: "invalid_request",
      description: "client_secret is invalid",
      message: `${where} 400, invalid_request, client_secret is invalid. Check client id, credentials and environment.`,
    },
  ],
  ["401 without a body", () => refuse(401, ""), { code: "request-rejected", status: 401, error: undefined }],
  ["403 with HTML", () => refuse(403, "<html>", html), { code: "request-rejected", status: 403 }],
  [
    "404",
    () => refuse(404),
    {
      code: "request-rejected",
      status: 404,
      message: expect.stringMatching(/Check that the URL is that of a token endpoint\.$/),
    },
  ],
  ["429", () => refuse(429, {}, { "retry-after": "7" }), { code: "server-unavailable", retryAfterMs: 7_000 }],
  ["500", () => refuse(500, ""), { code: "server-unavailable", status: 500 }],
  ["503", () => refuse(503, "<html>", html), { code: "server-unavailable", status: 503 }],
  [
    "200 with HTML",
    () => refuse(200, "<html>", html),
    { code: "invalid-response", message: expect.stringContaining("a body that is not a JSON object") },
  ],
  [
    "200 with an empty body",
    () => refuse(200, ""),
    { code: "invalid-response", message: expect.stringContaining("an empty body") },
  ],
  ["204", () => new Response(null, { status: 204 }), { code: "invalid-response" }],
  ["200 with a list", () => refuse(200, []), { code: "invalid-response" }],
  ["200 cut off", () => refuse(200, '{"access_token":"t0k3n"'), { code: "invalid-response" }],
  [
    "200 with too much",
    () => refuse(200, `"${"x".repeat(70_000)}"`),
    { code: "invalid-response", message: expect.stringContaining("more than 65536 bytes") },
  ],
  [
    "no token",
    () => refuse(200, { token_type: "bearer", expires_in: 1 }),
    { message: expect.stringContaining("without a usable access_token") },
  ],
  [
    "a token that ends a header line",
    () => tokenAnswer("t0k3n\r\nx: y"),
    { message: expect.stringContaining("without a usable access_token") },
  ],
  [
    "a token beyond ASCII",
    () => tokenAnswer("tökén"),
    { message: expect.stringContaining("without a usable access_token") },
  ],
  [
    "an empty token",
    () => tokenAnswer(""),
    { message: expect.stringContaining("without a usable access_token") },
  ],
  [
    "another token type",
    () => tokenAnswer("t0k3n", { token_type: "mac" }),
    { message: expect.stringContaining("without token_type bearer") },
  ],
  ...[undefined, null, "", "soon", 0, -1, Number.NaN, "-5", {}, true].map(
    (expires_in): [string, () => Response, object] => [
      `expires_in ${String(expires_in)}`,
      () => tokenAnswer("t0k3n", { expires_in }),
      { code: "invalid-response", message: expect.stringContaining("expires_in") },
    ],
  ),
])("rejects %s", async (_name, answer, want) => {
  const error = await rejection(processTokenResponse(answer(), context));
  expect(error).toBeInstanceOf(AuthError);
  expect(error).toMatchObject(want);
  expect(`${error} ${JSON.stringify(error)}`).not.toContain("t0k3n");
});

test("removes credentials and control characters from the server's text", async () => {
  const answer = refuse(400, { error: "bad\u0007", error_description: "secret s3cr3t,\nassertion a.b.c" });
  const error = await rejection(processTokenResponse(answer, context));
  expect(error).toMatchObject({ error: "bad ", description: "secret [redacted], assertion [redacted]" });
});

test("reads no more of the body than it needs", async () => {
  let pulled = 0;
  const endless = new ReadableStream({
    pull(controller) {
      pulled++;
      controller.enqueue(new Uint8Array(16_384));
    },
  });
  const error = await rejection(processTokenResponse(new Response(endless), context));
  expect(error).toMatchObject({ code: "invalid-response" });
  expect(pulled).toBeLessThan(10);
});
