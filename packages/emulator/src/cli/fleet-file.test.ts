import { describe, expect, it } from "vitest";
import { CliError } from "./cli-error.ts";
import { readFleet } from "./fleet-file.ts";

const vin = "2HM00000000000001";
const second = "2HM00000000000002";

describe("readFleet", () => {
  it("reads vehicles with all that can be said about them", () => {
    const fleet = [
      {
        vin,
        brand: "bmw",
        cleared: true,
        eligible: false,
        rejection: "no",
        privacyMode: true,
        asleep: true,
        consentRemoved: true,
        powertrain: "electric",
        failures: { "diagnostics.odometer": { reason: "unknown", description: "not read" } },
      },
      { vin: second },
    ];
    expect(readFleet("fleet.json", fleet)).toEqual(fleet);
  });

  it.each([
    [{ vin }, "fleet.json: expected a list of vehicles"],
    [[{ vin }, "x"], /^fleet\.json: \[1\]: expected a vehicle such as/],
    [[{}], "fleet.json: [0].vin: expected 17 capital letters and digits, got nothing"],
    [[{ vin: "short" }], `fleet.json: [0].vin: expected 17 capital letters and digits, got "short"`],
    [
      [{ vin }, { vin: second, brand: "bmww" }],
      /^fleet\.json: \[1\]\.brand: expected one of bmw, .*, got "bmww"$/,
    ],
    [[{ vin, asleep: "yes" }], `fleet.json: [0].asleep: expected true or false, got "yes"`],
    [[{ vin, rejection: "" }], `fleet.json: [0].rejection: expected a reason, got ""`],
    [[{ vin, privacy: true }], /^fleet\.json: \[0\]\.privacy: expected one of vin, brand, /],
    [[{ vin }, { vin: second }, { vin }], `fleet.json: [2].vin: ${vin} is there already, as [0]`],
    [[{ vin, cleared: true }], "fleet.json: [0].brand: expected a brand, as the vehicle is cleared"],
    [
      [{ vin, powertrain: "steam" }],
      `fleet.json: [0].powertrain: expected electric or combustion, got "steam"`,
    ],
    [[{ vin, failures: { odometer: {} } }], /^fleet\.json: \[0\]\.failures: expected failures by property/],
    [
      [{ vin, failures: { "a.b": { reason: "rust", description: "" } } }],
      /^fleet\.json: \[0\]\.failures: expected/,
    ],
  ])("names the vehicle and the field of %j", (content, message) => {
    const read = () => readFleet("fleet.json", content);
    expect(read).toThrow(CliError);
    expect(read).toThrow(message instanceof RegExp ? message : new CliError(message));
  });
});
