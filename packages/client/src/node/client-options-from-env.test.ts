import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { clientOptionsFromEnv } from "./client-options-from-env.ts";

const folder = mkdtempSync(join(tmpdir(), "hm-env-"));
afterAll(() => rmSync(folder, { recursive: true }));

const pem = "-----BEGIN PRIVATE KEY-----\ns3cr3t\n-----END PRIVATE KEY-----\n";
const key = JSON.stringify({ client_id: "id", id: "key-id", private_key: pem });
const keyFile = join(folder, "key.json");
writeFileSync(keyFile, key);

const secret = { HM_ENVIRONMENT: "sandbox", HM_CLIENT_ID: "id", HM_CLIENT_SECRET: "s3cr3t" };
const privateKey = { id: "key-id", pem };

test.each([
  {
    name: "a client secret",
    variables: secret,
    want: { environment: "sandbox", clientId: "id", clientSecret: "s3cr3t" },
  },
  {
    name: "a base URL, and empty variables",
    variables: { ...secret, HM_ENVIRONMENT: "", HM_PRIVATE_KEY: "", HM_BASE_URL: "http://127.0.0.1:4010" },
    want: { baseUrl: "http://127.0.0.1:4010", clientId: "id", clientSecret: "s3cr3t" },
  },
  {
    name: "a key file",
    variables: { HM_ENVIRONMENT: "live", HM_PRIVATE_KEY_FILE: keyFile },
    want: { environment: "live", clientId: "id", privateKey },
  },
  {
    name: "a key, and the client id that it contains",
    variables: { HM_ENVIRONMENT: "live", HM_PRIVATE_KEY: key, HM_CLIENT_ID: "id" },
    want: { environment: "live", clientId: "id", privateKey },
  },
])("reads $name", ({ variables, want }) => {
  expect(clientOptionsFromEnv(variables)).toEqual(want);
});

test("reads the variables of the process by default", () => {
  expect(() => clientOptionsFromEnv()).toThrow("HM_ENVIRONMENT is not set");
});

test.each([
  { variables: {}, want: "HM_ENVIRONMENT is not set. Set it to sandbox or live, or set HM_BASE_URL." },
  {
    variables: { ...secret, HM_ENVIRONMENT: "test" },
    want: 'HM_ENVIRONMENT must be sandbox or live, got "test".',
  },
  {
    variables: { ...secret, HM_BASE_URL: "http://127.0.0.1" },
    want: "HM_ENVIRONMENT and HM_BASE_URL are both set. Unset one of them.",
  },
  {
    variables: { ...secret, HM_CLIENT_SECRET: undefined },
    want: "HM_CLIENT_SECRET is not set. Set HM_CLIENT_ID and HM_CLIENT_SECRET, or HM_PRIVATE_KEY_FILE, or HM_PRIVATE_KEY.",
  },
  {
    variables: { ...secret, HM_CLIENT_ID: "" },
    want: "HM_CLIENT_ID is not set. Set HM_CLIENT_ID and HM_CLIENT_SECRET, or HM_PRIVATE_KEY_FILE, or HM_PRIVATE_KEY.",
  },
  {
    variables: { HM_ENVIRONMENT: "sandbox" },
    want: "Credentials are not set. Set HM_CLIENT_ID and HM_CLIENT_SECRET, or HM_PRIVATE_KEY_FILE, or HM_PRIVATE_KEY.",
  },
  {
    variables: { ...secret, HM_PRIVATE_KEY: key },
    want: "HM_CLIENT_SECRET and HM_PRIVATE_KEY are all set. Keep one of them.",
  },
  {
    variables: { HM_ENVIRONMENT: "live", HM_PRIVATE_KEY: key, HM_CLIENT_ID: "other" },
    want: "HM_CLIENT_ID is not the client id in the key file. Unset HM_CLIENT_ID.",
  },
  {
    variables: { HM_ENVIRONMENT: "live", HM_PRIVATE_KEY_FILE: join(folder, "nowhere.json") },
    want: `HM_PRIVATE_KEY_FILE: ${join(folder, "nowhere.json")} cannot be read (ENOENT).`,
  },
])("rejects $variables", ({ variables, want }) => {
  expect(() => clientOptionsFromEnv(variables)).toThrow(new TypeError(want));
  expect(want).not.toContain("s3cr3t");
});

test("shows no part of a key that cannot be read", () => {
  const read = () => clientOptionsFromEnv({ HM_ENVIRONMENT: "live", HM_PRIVATE_KEY: "s3cr3t {" });
  expect(read).toThrow(TypeError);
  expect(read).not.toThrow("s3cr3t");
});
