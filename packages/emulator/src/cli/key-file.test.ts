import { createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CliError } from "./cli-error.ts";
import { keyFromFile } from "./key-file.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hm-key-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("keyFromFile creates a file in the console's form that only its owner can read", async () => {
  const file = join(folder, "key.json");
  const { clientId, key } = await keyFromFile(file, "my-app");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const content: Record<string, string> = JSON.parse(await readFile(file, "utf8"));
  expect(Object.keys(content)).toEqual(["client_id", "id", "private_key", "inserted_at"]);
  expect([clientId, key.id]).toEqual([content["client_id"], content["id"]]);
  const data = Buffer.from("signed");
  const signature = sign("sha256", data, content["private_key"] ?? "");
  expect(verify("sha256", data, createPublicKey(String(key.publicKey)), signature)).toBe(true);
});

test("keyFromFile reads an existing file and does not change it", async () => {
  const file = join(folder, "key.json");
  const made = await keyFromFile(file, "my-app");
  const before = await readFile(file, "utf8");
  expect(await keyFromFile(file, "other-app")).toEqual(made);
  expect(await readFile(file, "utf8")).toBe(before);
});

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const rsa = privateKey.export({ type: "pkcs8", format: "pem" });
test.each([
  ["no JSON", "-----BEGIN secret", (file: string) => `${file} must be JSON, got another text.`],
  [
    "no key id",
    JSON.stringify({ client_id: "a" }),
    (file: string) => `\`id\` in ${file} must be a non-empty string as in the console's key files, got none.`,
  ],
  [
    "null",
    "null",
    (file: string) =>
      `\`client_id\` in ${file} must be a non-empty string as in the console's key files, got none.`,
  ],
  [
    "an empty key id",
    JSON.stringify({ client_id: "a", id: "", private_key: "secret" }),
    (file: string) =>
      `\`id\` in ${file} must be a non-empty string as in the console's key files, got something else.`,
  ],
  [
    "a number for its client id",
    JSON.stringify({ client_id: 5 }),
    (file: string) =>
      `\`client_id\` in ${file} must be a non-empty string as in the console's key files, got something else.`,
  ],
  [
    "a list",
    "[]",
    (file: string) =>
      `\`client_id\` in ${file} must be a non-empty string as in the console's key files, got none.`,
  ],
  [
    "a text",
    JSON.stringify("id"),
    (file: string) =>
      `\`client_id\` in ${file} must be a non-empty string as in the console's key files, got none.`,
  ],
  [
    "an invalid key",
    JSON.stringify({ client_id: "a", id: "b", private_key: "secret" }),
    (file: string) =>
      `\`private_key\` in ${file} must be an EC P-256 private key as PEM, got something else.`,
  ],
  [
    "an RSA key",
    JSON.stringify({ client_id: "a", id: "b", private_key: rsa }),
    (file: string) =>
      `\`private_key\` in ${file} must be an EC P-256 private key as PEM, got something else.`,
  ],
])("rejects a file with %s, and does not show its content", async (_name, content, problem) => {
  const file = join(folder, "key.json");
  await writeFile(file, content);
  await expect(keyFromFile(file, "my-app")).rejects.toThrow(new CliError(problem(file)));
});
