import { expect, test } from "vitest";
import { Redactor } from "./redactor.ts";

const url = "https://api.example.com";

function bearer(token: string) {
  return { authorization: `Bearer ${token}` };
}

test.each<[string, string | Request, RequestInit | undefined]>([
  ["a record", url, { headers: bearer("token-0001") }],
  ["Headers", url, { headers: new Headers(bearer("token-0001")) }],
  ["a Request", new Request(url, { headers: bearer("token-0001") }), undefined],
])("removes a credential that was sent in %s", (_name, input, init) => {
  const redactor = new Redactor();
  redactor.see(input, init);
  expect(redactor.text("<token-0001>")).toBe("<[redacted]>");
  expect(redactor.body({ a: [{ b: "token-0001", c: 1 }] })).toEqual({ a: [{ b: "[redacted]", c: 1 }] });
  expect(redactor.error(new Error("no token-0001"))?.message).toBe("no [redacted]");
});

test("remembers the last eight credentials, and always its own secret", () => {
  const redactor = new Redactor("own-secret");
  for (let index = 1; index <= 9; index++) redactor.see(url, { headers: bearer(`token-000${index}`) });
  redactor.see(url, {});
  redactor.see(url, { headers: [["authorization", "Bearer token-list"]] });
  expect(redactor.text("token-0001 token-0002 token-0009 own-secret")).toBe(
    "token-0001 [redacted] [redacted] [redacted]",
  );
});

test("ignores texts that are too short to be a secret", () => {
  const redactor = new Redactor("t");
  redactor.see(url, { headers: bearer("secret7") });
  expect(redactor.text("the text has secret7")).toBe("the text has secret7");
  redactor.see(url, { headers: bearer("secret-8") });
  expect(redactor.text("the text has secret-8")).toBe("the text has [redacted]");
});

test("shows no more than 64 kB of a text", () => {
  expect(new Redactor().text("x".repeat(70_000))).toHaveLength(65_536);
});
