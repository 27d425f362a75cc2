import { expect, test } from "vitest";
import { readSettings, sandboxVehicles } from "./settings.ts";

const secret = { HM_ENVIRONMENT: "sandbox", HM_CLIENT_ID: "id", HM_CLIENT_SECRET: "s3cr3t" };

test("uses the emulator if no variable is set", () => {
  expect(readSettings({ PATH: "/bin", HM_CLIENT_ID: "" })).toBeUndefined();
});

test("uses the platform with a client secret and the sandbox's own vehicles", () => {
  expect(readSettings(secret)).toEqual({
    client: { environment: "sandbox", clientId: "id", clientSecret: "s3cr3t" },
    vehicles: sandboxVehicles,
  });
});

test("uses another server and the given vehicles", () => {
  const { HM_ENVIRONMENT: _, ...credentials } = secret;
  expect(
    readSettings({
      ...credentials,
      HM_BASE_URL: "http://127.0.0.1:4010",
      HM_VEHICLES: "bmw:WBA00000000000001, audi:WAU00000000000001",
    }),
  ).toEqual({
    client: { baseUrl: "http://127.0.0.1:4010", clientId: "id", clientSecret: "s3cr3t" },
    vehicles: [
      { vin: "WBA00000000000001", brand: "bmw" },
      { vin: "WAU00000000000001", brand: "audi" },
    ],
  });
});

test.each([
  ["no environment", { ...secret, HM_ENVIRONMENT: undefined }, "HM_ENVIRONMENT is not set"],
  ["no secret", { ...secret, HM_CLIENT_SECRET: undefined }, "HM_CLIENT_SECRET is not set"],
  ["vehicles alone", { HM_VEHICLES: "bmw:WBA00000000000001" }, "HM_ENVIRONMENT is not set"],
  ["live without vehicles", { ...secret, HM_ENVIRONMENT: "live" }, "HM_VEHICLES is not set"],
  [
    "a vehicle without a brand",
    { ...secret, HM_VEHICLES: "2HM00000000000001" },
    'HM_VEHICLES must be a list of brand:VIN, got "2HM00000000000001".',
  ],
])("rejects %s, and shows no secret", (_name, variables, message) => {
  const read = () => readSettings(variables);
  expect(read).toThrow(message);
  expect(read).not.toThrow("s3cr3t");
});
