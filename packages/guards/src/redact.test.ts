import { inspect } from "node:util";
import { expect, test } from "vitest";
import { redact, safeCause, shownUrl } from "./redact.ts";

const secret = `p& "ä+/1'(!)*~`;

test.each([
  ["as it is", `no: ${secret}!`, "no: [redacted]!"],
  ["in JSON", `{"x":${JSON.stringify(secret)}}`, '{"x":"[redacted]"}'],
  ["in a form", `x=${new URLSearchParams({ a: secret }).toString().slice(2)}&y=1`, "x=[redacted]&y=1"],
  ["in a URL", `/x/${encodeURIComponent(secret)}/y`, "/x/[redacted]/y"],
  ["named in JSON", '{"access_token": "unknown", "a": 1}', '{"access_token": "[redacted]", "a": 1}'],
  [
    "named in JSON inside JSON",
    String.raw`{"detail":"{\"refresh_token\": \"unknown\"}"}`,
    String.raw`{"detail":"{\"refresh_token\": \"[redacted]\"}"}`,
  ],
  ["named in a form", "a=1&refresh_token=unknown&b=2", "a=1&refresh_token=[redacted]&b=2"],
  ["in a header", "authorization: Bearer abcdefgh.ijkl-mnop~", "authorization: Bearer [redacted]"],
])("removes a secret that is %s", (_name, text, want) => {
  expect(redact(text, [secret])).toBe(want);
});

test.each([
  "Bearer abcdefghijklmno",
  "client_secret is invalid",
  "Basic authentication is required",
  "no Bearer token",
  "",
])("leaves %j as it is", (text) => {
  expect(redact(text, [secret, ""])).toBe(text);
});

test("removes the longer of two secrets with the same beginning", () => {
  expect(redact("abcdef abc", ["abc", "abcdef"])).toBe("[redacted] [redacted]");
});

test("shows only the origin and the path of a URL", () => {
  expect(shownUrl("https://u:p@api.example.com:8443/a/b?c=d#e")).toBe("https://api.example.com:8443/a/b");
});

test("keeps the name, message, code and causes of an error", () => {
  const socket = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  const given = new TypeError("fetch failed", { cause: new AggregateError([socket], "all") });
  const copy = safeCause(given, []);
  expect(copy).toMatchObject({
    name: "TypeError",
    message: "fetch failed",
    cause: {
      name: "AggregateError",
      message: "all",
      cause: { message: "connect ECONNREFUSED", code: "ECONNREFUSED" },
    },
  });
  expect(copy).toBeInstanceOf(Error);
  expect(copy?.stack).toContain("redact.test.ts");
});

test("keeps no other property and no secret", () => {
  const request = { headers: { authorization: secret }, body: secret };
  const given = Object.assign(new Error(`sent ${secret}`), { request, code: secret, name: secret });
  const copy = safeCause(new Error("outer", { cause: given }), [secret]);
  expect(inspect(copy, { depth: null, showHidden: true })).not.toContain(secret);
  expect(copy?.cause).not.toHaveProperty("request");
});

test.each([
  ["a text", `no ${secret}`, "no [redacted]"],
  ["null", null, "null"],
])("returns an error if %s was thrown", (_name, thrown, message) => {
  expect(safeCause(thrown, [secret])).toMatchObject({ message });
});

test("ends if the causes of an error form a circle", () => {
  const error = new Error("round");
  error.cause = error;
  expect(safeCause(error, [])).toHaveProperty("cause.cause.message", "round");
  expect(safeCause(error, [])).not.toHaveProperty("cause.cause.cause");
});
