import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createEmulator, type EmulatorServer } from "@high-mobility-ts/emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emptyHome, hm, records } from "./kit.ts";

const secret = "profile-secret-1234";
let server: EmulatorServer;
beforeAll(async () => {
  server = await createEmulator({ apps: [{ clientId: "my-app", clientSecret: secret }] }).listen();
});
afterAll(() => server.close());

function loginArguments(profile: string): string[] {
  return ["login", "--profile", profile, "--client-id", "my-app", "--base-url", server.url];
}

function profileFile(home: string, profile: string): string {
  return join(home, ".config/high-mobility/profiles", `${profile}.json`);
}

test("login stores a secret that only its owner can read, and status uses it", async () => {
  const home = emptyHome();
  const login = await hm(home, loginArguments("work"), { input: `${secret}\n` });
  expect(login).toMatchObject({ code: 0, stdout: "" });
  expect(login.stderr).not.toContain(secret);
  expect(statSync(profileFile(home, "work")).mode & 0o777).toBe(0o600);
  const status = await hm(home, ["status", "--profile", "work", "--json"]);
  expect(records(status.stdout)).toContainEqual({ name: "client id", value: "my-app" });
  expect(status.stdout + status.stderr).not.toContain(secret);
});

test("login does not store credentials that are rejected", async () => {
  const home = emptyHome();
  const { code, stderr } = await hm(home, loginArguments("work"), { input: "wrong-secret-987\n" });
  expect(code).toBe(3);
  expect(stderr).not.toContain("wrong-secret-987");
  expect(() => statSync(profileFile(home, "work"))).toThrow("ENOENT");
});

test("a profile that others can read is rejected", async () => {
  const home = emptyHome();
  await hm(home, loginArguments("work"), { input: secret });
  chmodSync(profileFile(home, "work"), 0o644);
  const { code, stderr } = await hm(home, ["status", "--profile", "work"]);
  expect(code).toBe(1);
  expect(stderr).toContain("other users can read it (mode 644). Run: chmod 600 ");
});

test("a damaged profile is named, and its content is not shown", async () => {
  const home = emptyHome();
  await hm(home, loginArguments("work"), { input: secret });
  writeFileSync(profileFile(home, "work"), readFileSync(profileFile(home, "work"), "utf8").slice(0, -9));
  const { code, stderr } = await hm(home, ["status", "--profile", "work"]);
  expect(code).toBe(1);
  expect(stderr).toContain("cannot be used: it was not written by `hm login`. Run: hm login --profile work");
  expect(stderr).not.toContain(secret);
});

test("logout removes a profile, and fails if there is none", async () => {
  const home = emptyHome();
  await hm(home, loginArguments("work"), { input: secret });
  expect(await hm(home, ["logout", "--profile", "work"])).toMatchObject({ code: 0 });
  expect(await hm(home, ["logout", "--profile", "work"])).toMatchObject({
    code: 1,
    stderr: "hm: There is no profile work.\n",
  });
});

test("variables are used if no profile is named", async () => {
  const variables = { HM_BASE_URL: server.url, HM_CLIENT_ID: "my-app", HM_CLIENT_SECRET: secret };
  const { stdout } = await hm(emptyHome(), ["status", "--json"], { variables });
  expect(records(stdout)).toContainEqual({ name: "credentials", value: "variables" });
});

test("--verbose writes requests without secrets", async () => {
  const variables = { HM_BASE_URL: server.url, HM_CLIENT_ID: "my-app", HM_CLIENT_SECRET: secret };
  const { stderr } = await hm(emptyHome(), ["clearances", "--verbose"], { variables });
  expect(stderr).toContain('call-completed operation="GET /v1/fleets/vehicles"');
  expect(stderr).not.toContain(secret);
});

test("rejected credentials result in exit code 3", async () => {
  const variables = { HM_BASE_URL: server.url, HM_CLIENT_ID: "my-app", HM_CLIENT_SECRET: "wrong-secret-987" };
  const { code, stderr } = await hm(emptyHome(), ["clearances"], { variables });
  expect(code).toBe(3);
  expect(stderr).not.toContain("wrong-secret-987");
});
