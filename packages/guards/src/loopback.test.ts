import { expect, test } from "vitest";
import { isLoopback, isLoopbackOrigin } from "./loopback.ts";

test.each([
  "localhost",
  "LOCALHOST",
  "localhost.",
  "app.localhost",
  "127.0.0.1",
  "127.255.0.9",
  "::1",
  "[::1]",
  "[::ffff:127.0.0.1]",
  new URL("http://[::ffff:127.0.0.1]").hostname,
  new URL("http://127.1").hostname,
])("accepts %s as this machine", (host) => {
  expect(isLoopback(host)).toBe(true);
});

test.each([
  "",
  "example.com",
  "localhost.example.com",
  "evil-localhost",
  "127.0.0.1.example.com",
  "1127.0.0.1",
  "128.0.0.1",
  "0.0.0.0",
  "::",
  "[::ffff:8.8.8.8]",
  "localhost:80",
  `${"a.".repeat(50_000)}!`,
])("does not accept %.40s as this machine", (host) => {
  expect(isLoopback(host)).toBe(false);
});

test("reads origins", () => {
  expect(isLoopbackOrigin("http://localhost:3000")).toBe(true);
  expect(isLoopbackOrigin("https://[::1]")).toBe(true);
  expect(isLoopbackOrigin("null")).toBe(false);
  expect(isLoopbackOrigin("https://localhost.example.com")).toBe(false);
});
