import { expect, test } from "vitest";
import { consoleKey } from "./console-key.ts";

const pem = "-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----\n";
const file = {
  client_id: "app",
  id: "key-1",
  private_key: pem,
  inserted_at: "2026-03-03T06:00:00",
};
const want = { clientId: "app", privateKey: { id: "key-1", pem } };

test("accepts the file's object, its text or its bytes", () => {
  expect(consoleKey(file)).toEqual(want);
  expect(consoleKey(JSON.stringify(file))).toEqual(want);
  expect(consoleKey(Buffer.from(JSON.stringify(file)))).toEqual(want);
});

test("reads a text that begins with a byte order mark", () => {
  expect(consoleKey(`\uFEFF${JSON.stringify(file)}`)).toEqual(want);
});

test.each<[string, unknown, string]>([
  [
    "without client_id",
    { ...file, client_id: undefined },
    "client_id of the console key file must be a non-empty string, got undefined.",
  ],
  [
    "without id",
    { ...file, id: "" },
    "id of the console key file must be a non-empty string, got an empty string.",
  ],
  [
    "without private_key",
    { ...file, private_key: 1 },
    "private_key of the console key file must be a non-empty string, got number.",
  ],
  [
    "whose key is not a PEM",
    { ...file, private_key: "MHcC" },
    "private_key of the console key file must be the PEM of a private key, got another text. Download the file again.",
  ],
  [
    "with a public key",
    { ...file, private_key: pem.replaceAll("EC PRIVATE", "PUBLIC") },
    "private_key of the console key file must be the PEM of a private key",
  ],
  ["that is a list", [], "client_id of the console key file must be"],
  ["that is nothing", null, "must be a JSON object"],
  [
    "that is truncated",
    JSON.stringify(file).slice(0, 60),
    "must be JSON, got a text that is not JSON. Pass the content of the file, not its path.",
  ],
])("rejects a file %s, and does not show its content", (_name, given, message) => {
  expect(() => consoleKey(given)).toThrow(TypeError);
  expect(() => consoleKey(given)).toThrow(message);
  expect(() => consoleKey(given)).not.toThrow("BEGIN");
});
