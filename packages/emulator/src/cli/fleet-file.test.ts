import { expect, test } from "vitest";
import { CliError } from "./cli-error.ts";
import { readFleet } from "./fleet-file.ts";

const vin = "2HM00000000000001";
const second = "2HM00000000000002";

test("readFleet reads vehicles with all fields", () => {
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

test("readFleet accepts additional brands of the command line", () => {
  const fleet = [{ vin, brand: "togg" }];
  expect(readFleet("fleet.json", fleet, ["togg"])).toEqual(fleet);
  expect(() => readFleet("fleet.json", fleet)).toThrow(/, or of --brand, got "togg"\.$/);
});

test.each([
  [{ vin }, "fleet.json must be a list of vehicles, got something else."],
  [[{ vin }, "x"], /^`\[1\]` in fleet\.json must be a vehicle such as .*, got "x"\.$/],
  [[{}], "`[0].vin` in fleet.json must be 17 capital letters and digits, got none."],
  [[{ vin: "short" }], '`[0].vin` in fleet.json must be 17 capital letters and digits, got "short".'],
  [
    [{ vin }, { vin: second, brand: "bmww" }],
    /^`\[1\]\.brand` in fleet\.json must be one of alfaromeo, .*, or of --brand, got "bmww"\.$/,
  ],
  [[{ vin, asleep: "yes" }], '`[0].asleep` in fleet.json must be true or false, got "yes".'],
  [[{ vin, rejection: "" }], '`[0].rejection` in fleet.json must be a reason, got "".'],
  [
    [{ vin, privacy: true }],
    /^A field of `\[0\]` in fleet\.json must be one of vin, brand, .*, got "privacy"\.$/,
  ],
  [
    [{ vin }, { vin: second }, { vin }],
    `\`[2].vin\` in fleet.json must be a unique VIN, got ${vin}, which is also the VIN of [0].`,
  ],
  [[{ vin, cleared: true }], "`[0].brand` in fleet.json must be a brand if `cleared` is true, got none."],
  [
    [{ vin, powertrain: "steam" }],
    '`[0].powertrain` in fleet.json must be electric or combustion, got "steam".',
  ],
])("readFleet names the vehicle and the field of %j", (content, message) => {
  const read = () => readFleet("fleet.json", content);
  expect(read).toThrow(CliError);
  expect(read).toThrow(message instanceof RegExp ? message : new CliError(message));
});

const ok = { reason: "unknown", description: "not read" };
test.each([
  5,
  null,
  "diagnostics.odometer",
  [ok],
  { odometer: ok },
  { "diagnostics.odometer.value": ok },
  { " diagnostics.odometer": ok },
  { "diagnostics.odometer ": ok },
  { ".odometer": ok },
  { "diagnostics.": ok },
  { "diagnostics.odometer": { ...ok, reason: "rust" } },
  { "diagnostics.odometer": { reason: "unknown" } },
  { "diagnostics.odometer": { ...ok, description: 5 } },
  { "diagnostics.odometer": { description: "not read" } },
  { "diagnostics.odometer": null },
  { "diagnostics.odometer": ok, "diagnostics.speed": "broken" },
])("readFleet rejects %j as failures", (failures) => {
  expect(() => readFleet("fleet.json", [{ vin, failures }])).toThrow(
    /^`\[0\]\.failures` in fleet\.json must be failures by property, such as .*, got .*\.$/,
  );
});

test.each([`${vin}1`, vin.slice(1), vin.toLowerCase(), ` ${vin.slice(1)}`, `${vin.slice(1)} `, 17, null])(
  "readFleet rejects %j as a VIN",
  (id) => {
    expect(() => readFleet("fleet.json", [{ vin: id }])).toThrow(
      new CliError(
        `\`[0].vin\` in fleet.json must be 17 capital letters and digits, got ${JSON.stringify(id)}.`,
      ),
    );
  },
);

test.each([null, 1, "true", 0])("readFleet rejects %j instead of true or false", (flag) => {
  for (const name of ["cleared", "eligible", "privacyMode", "asleep", "consentRemoved"])
    expect(() => readFleet("fleet.json", [{ vin, brand: "bmw", [name]: flag }])).toThrow(
      new CliError(`\`[0].${name}\` in fleet.json must be true or false, got ${JSON.stringify(flag)}.`),
    );
});
