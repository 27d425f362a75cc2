import { expect, test } from "vitest";
import { answering, refuse, rejection, testKey, tokenUrl } from "../../test/kit.ts";
import { type RevokeTokenOptions, revokeToken } from "../index.ts";

const secret = { environment: "sandbox", clientId: "app", clientSecret: "s3cr3t" } as const;
const { pem } = await testKey();

test("revokes the platform's way: DELETE on the token endpoint", async () => {
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

test("revokes the standard way: POST of a form to the revocation endpoint", async () => {
  const { fetch, sent } = answering(() => refuse(200, ""));
  const revocationUrl = "https://login.example.com/revoke";
  const basic = { encoding: "form", clientAuthentication: "client_secret_basic" } as const;
  await revokeToken({ ...secret, ...basic, revocationUrl, fetch }, "t1");
  expect(sent[0]).toMatchObject({ url: revocationUrl, method: "POST", body: "token=t1" });
  expect(sent[0]?.headers.get("authorization")).toBe(`Basic ${btoa("app:s3cr3t")}`);
});

test.each([
  ["400", () => refuse(400, { error: "s3cr3t t0k3n" }), "request-refused"],
  ["503", () => refuse(503), "server-unavailable"],
  ["nothing", () => Promise.reject(new TypeError("fetch failed")), "network"],
])("says that the token is not revoked when the answer is %s", async (_name, answer, code) => {
  const { fetch } = answering(answer);
  const error = await rejection(revokeToken({ ...secret, fetch }, "t0k3n"));
  expect(error).toMatchObject({ name: "AuthError", code, message: expect.stringContaining("revoke again") });
  expect(String(error)).not.toMatch(/s3cr3t|t0k3n/);
});

test.each<[string, object, string, string]>([
  ["an empty token", {}, "", "token must be a non-empty string"],
  [
    "a private key where the platform takes a secret",
    { clientSecret: undefined, privateKey: { id: "k", pem } },
    "t",
    "clientSecret must be set",
  ],
  [
    "an insecure endpoint",
    { revocationUrl: "http://example.com/revoke" },
    "t",
    "revocationUrl must use https",
  ],
])("refuses %s, and sends nothing", async (_name, options, token, message) => {
  const { fetch, sent } = answering(() => refuse(200));
  const error = await rejection(revokeToken({ ...secret, ...options, fetch } as RevokeTokenOptions, token));
  expect(error).toBeInstanceOf(TypeError);
  expect(String(error)).toContain(message);
  expect(sent).toEqual([]);
});

test("a redirect is refused as such: the token goes to no other URL", async () => {
  const { fetch, sent } = answering(() => refuse(308, "", { location: "https://a.example/" }));
  const error = await rejection(revokeToken({ ...secret, fetch }, "t0k3n"));
  expect(error).toMatchObject({ code: "redirect-refused" });
  expect(sent).toHaveLength(1);
});
