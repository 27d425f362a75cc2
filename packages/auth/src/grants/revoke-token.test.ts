import { expect, test } from "vitest";
import { answering, refuse, rejection, testKey, tokenUrl } from "../../test/kit.ts";
import { allowInsecureRequests, type RevokeTokenOptions, revokeToken } from "../index.ts";

const secret = { environment: "sandbox", clientId: "app", clientSecret: "s3cr3t" } as const;
const { pem } = await testKey();

test("revokes in the platform's way: DELETE on the token endpoint", async () => {
  const { fetch, sent } = answering(() => refuse(200, ""));
  await revokeToken({ ...secret, fetch, tokenTypeHint: "refresh_token" }, "r1");
  expect(sent[0]).toMatchObject({ url: tokenUrl, method: "DELETE", init: { redirect: "error" } });
  expect(JSON.parse(sent[0]?.body ?? "")).toEqual({
    client_id: "app",
    client_secret: "s3cr3t",
    token: "r1",
    token_type_hint: "refresh_token",
  });
});

test("revokes in the standard way: POST of a form to the revocation endpoint", async () => {
  const { fetch, sent } = answering(() => refuse(200, ""));
  const revocationUrl = "https://login.example.com/revoke";
  const basic = { encoding: "form", clientAuthentication: "client_secret_basic" } as const;
  await revokeToken({ ...secret, ...basic, revocationUrl, fetch }, "t1");
  expect(sent[0]).toMatchObject({ url: revocationUrl, method: "POST", body: "token=t1" });
  expect(sent[0]?.headers.get("authorization")).toBe(`Basic ${btoa("app:s3cr3t")}`);
});

test.each([
  ["400", () => refuse(400, { error: "s3cr3t t0k3n" }), "request-rejected"],
  ["429", () => refuse(429), "server-unavailable"],
  ["499", () => refuse(499), "request-rejected"],
  ["500", () => refuse(500), "server-unavailable"],
  ["nothing", () => Promise.reject(new TypeError("fetch failed")), "network"],
])("rejects because the token is not revoked if the response is %s", async (_name, answer, code) => {
  const { fetch } = answering(answer);
  const error = await rejection(revokeToken({ ...secret, fetch }, "t0k3n"));
  expect(error).toMatchObject({ name: "AuthError", code, message: expect.stringContaining("revoke again") });
  expect(String(error)).not.toMatch(/s3cr3t|t0k3n/);
});

test.each<[string, object, string, string]>([
  ["an empty token", {}, "", "token must be a non-empty string"],
  [
    "a private key for the platform, which accepts only a secret",
    { clientSecret: undefined, privateKey: { id: "k", pem } },
    "t",
    "clientSecret must be set",
  ],
  ["an unknown option", { tokenTypeHints: "x" }, "t", 'Did you mean "tokenTypeHint"?'],
  ["an unknown hint", { tokenTypeHint: "id_token" }, "t", 'must be "access_token" or "refresh_token"'],
  [
    "an endpoint that the symbol does not allow",
    { revocationUrl: "http://example.com/revoke", [allowInsecureRequests]: false },
    "t",
    "revocationUrl must use https",
  ],
  [
    "an insecure endpoint",
    { revocationUrl: "http://example.com/revoke" },
    "t",
    "revocationUrl must use https",
  ],
])("rejects %s, and sends nothing", async (_name, options, token, message) => {
  const { fetch, sent } = answering(() => refuse(200));
  const error = await rejection(revokeToken({ ...secret, ...options, fetch } as RevokeTokenOptions, token));
  expect(error).toBeInstanceOf(TypeError);
  expect(String(error)).toContain(message);
  expect(sent).toEqual([]);
});

test("revokes at an http endpoint if the symbol allows it, and keeps the response out of caches", async () => {
  const { fetch, sent } = answering(() => refuse(200, ""));
  const revocationUrl = "http://example.com/revoke";
  await revokeToken({ ...secret, revocationUrl, fetch, [allowInsecureRequests]: true }, "t");
  expect(sent.map(({ url, cache }) => [url, cache])).toEqual([[revocationUrl, "no-store"]]);
});

test("ignores an error while the body is closed", async () => {
  const body = () => new ReadableStream({ cancel: () => Promise.reject(new Error("already gone")) });
  const { fetch } = answering(() => new Response(body()));
  expect(await revokeToken({ ...secret, fetch }, "t")).toBeUndefined();
});

test("frees the connection of the response", async () => {
  let closed = 0;
  const body = () => new ReadableStream({ cancel: () => void closed++ });
  const { fetch } = answering(
    () => new Response(body()),
    () => new Response(body(), { status: 400 }),
  );
  await revokeToken({ ...secret, fetch }, "t");
  await rejection(revokeToken({ ...secret, fetch }, "t"));
  expect(closed).toBe(2);
});

test("rejects a redirect and sends the token to no other URL", async () => {
  const { fetch, sent } = answering(() => refuse(308, "", { location: "https://a.example/" }));
  const error = await rejection(revokeToken({ ...secret, fetch }, "t0k3n"));
  expect(error).toMatchObject({ code: "redirect-rejected" });
  expect(sent).toHaveLength(1);
});
