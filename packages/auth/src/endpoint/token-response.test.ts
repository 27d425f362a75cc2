import { expect, test } from "vitest";
import { refuse, rejection, start, tokenAnswer, tokenUrl } from "../../test/kit.ts";
import { AuthError } from "../auth-error.ts";
import { processTokenResponse } from "./token-response.ts";

const context = { where: `POST ${tokenUrl}`, sentAt: start, scope: undefined, secrets: ["s3cr3t", "a.b.c"] };
const html = { "content-type": "text/html" };

test.each([
  ["a number of seconds", { expires_in: 300 }, 300_000],
  ["a number as text", { expires_in: "300" }, 300_000],
  ["a fraction", { expires_in: 0.5 }, 500],
])("takes expires_in as %s", async (_name, fields, lifetimeMs) => {
  const grant = await processTokenResponse(tokenAnswer("t", fields), context);
  expect(grant).toMatchObject({ lifetimeMs, token: { expiresAt: start + lifetimeMs } });
});

test.each([
  ["what the answer names", { scope: "a b" }, undefined, ["a", "b"]],
  ["what was asked for when the answer names none", {}, "c d", ["c", "d"]],
  ["nothing when nobody names any", {}, undefined, []],
  ["nothing for an empty scope", { scope: "" }, "c", []],
])("reads as scopes %s", async (_name, fields, scope, want) => {
  const { token } = await processTokenResponse(tokenAnswer("t", fields), { ...context, scope });
  expect([...token.scopes]).toEqual(want);
});

test("keeps the refresh token", async () => {
  const { refreshToken } = await processTokenResponse(tokenAnswer("t", { refresh_token: "r" }), context);
  expect(refreshToken).toBe("r");
});

test("takes the token type in any case", async () => {
  expect(await processTokenResponse(tokenAnswer("t", { token_type: "BEARER" }), context)).toBeDefined();
});

const where = `POST ${tokenUrl} answered`;
test.each<[string, () => Response, object]>([
  [
    "400 with its reason",
    () => refuse(400, { error: "invalid_request", error_description: "client_secret is invalid" }),
    {
      code: "request-refused",
      status: 400,
      error: "invalid_request",
      description: "client_secret is invalid",
      message: `${where} 400: invalid_request, client_secret is invalid; check client id, credentials and environment`,
    },
  ],
  ["401 without a body", () => refuse(401, ""), { code: "request-refused", status: 401, error: undefined }],
  ["403 with HTML", () => refuse(403, "<html>", html), { code: "request-refused", status: 403 }],
  ["404", () => refuse(404), { code: "request-refused", status: 404 }],
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
  ...[undefined, null, "", "soon", 0, -1, Number.MAX_VALUE, {}].map(
    (expires_in): [string, () => Response, object] => [
      `expires_in ${String(expires_in)}`,
      () => tokenAnswer("t0k3n", { expires_in }),
      { code: "invalid-response", message: expect.stringContaining("without expires_in") },
    ],
  ),
])("refuses %s", async (_name, answer, want) => {
  const error = await rejection(processTokenResponse(answer(), context));
  expect(error).toBeInstanceOf(AuthError);
  expect(error).toMatchObject(want);
  expect(`${error} ${JSON.stringify(error)}`).not.toContain("t0k3n");
});

test("cuts credentials and control characters out of what the server says", async () => {
  const answer = refuse(400, { error: "bad\u0007", error_description: "secret s3cr3t,\nassertion a.b.c" });
  const error = await rejection(processTokenResponse(answer, context));
  expect(error).toMatchObject({ error: "bad ", description: "secret [redacted], assertion [redacted]" });
});

test("reads no further than it must", async () => {
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
