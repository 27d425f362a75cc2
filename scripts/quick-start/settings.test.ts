import { expect, test } from "vitest";
import { readSettings, sandboxVehicles } from "./settings.ts";

const secret = { HM_ENVIRONMENT: "sandbox", HM_CLIENT_ID: "id", HM_CLIENT_SECRET: "s3cr3t" };

test("takes the emulator when nothing is set", () => {
  expect(readSettings({ PATH: "/bin", HM_CLIENT_ID: "" })).toBeUndefined();
});

test("takes the platform with a client secret, on the sandbox's own vehicles", () => {
  expect(readSettings(secret)).toEqual({
    environment: "sandbox",
    credentials: { clientId: "id", clientSecret: "s3cr3t" },
    vehicles: sandboxVehicles,
  });
});

test("takes the platform with a key file and vehicles", () => {
  const settings = readSettings({
    HM_ENVIRONMENT: "live",
    HM_PRIVATE_KEY_FILE: "key.json",
    HM_VEHICLES: "bmw:WBA00000000000001, audi:WAU00000000000001",
  });
  expect(settings).toEqual({
    environment: "live",
    credentials: { privateKeyFile: "key.json" },
    vehicles: [
      { vin: "WBA00000000000001", brand: "bmw" },
      { vin: "WAU00000000000001", brand: "audi" },
    ],
  });
});

test.each([
  [
    "no environment",
    { ...secret, HM_ENVIRONMENT: undefined },
    "HM_ENVIRONMENT must be sandbox or live, and is not set",
  ],
  [
    "an unknown environment",
    { ...secret, HM_ENVIRONMENT: "test" },
    "HM_ENVIRONMENT must be sandbox or live, not test",
  ],
  ["no secret", { ...secret, HM_CLIENT_SECRET: undefined }, "HM_CLIENT_SECRET is not set"],
  ["no client id", { ...secret, HM_CLIENT_ID: undefined }, "HM_CLIENT_ID is not set"],
  ["the environment alone", { HM_ENVIRONMENT: "sandbox" }, "Credentials are not set"],
  ["secret and key", { ...secret, HM_PRIVATE_KEY_FILE: "key.json" }, "unset one side"],
  ["live without vehicles", { ...secret, HM_ENVIRONMENT: "live" }, "HM_VEHICLES must name the vehicles"],
  [
    "a vehicle without a brand",
    { ...secret, HM_VEHICLES: "2HM00000000000001" },
    '"2HM00000000000001" is not of the form',
  ],
])("says what is wrong with %s, and no secret", (_name, variables, message) => {
  const read = () => readSettings(variables);
  expect(read).toThrow(message);
  expect(read).not.toThrow("s3cr3t");
});
