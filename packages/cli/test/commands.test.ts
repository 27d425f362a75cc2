import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { emptyHome, hm, records } from "./kit.ts";

const vin = "2HM00000000000001";

test("status shows the application, environment and scopes", async () => {
  const { code, stdout } = await hm(emptyHome(), ["status", "--emulator", "--json"]);
  const values = new Map(records(stdout).map(({ name, value }) => [name, value]));
  expect(code).toBe(0);
  expect(values.get("client id")).toBe("emulated-app");
  expect(values.get("scopes")).toContain("fleet:clearance");
});

test("without credentials a command says how to get them, and exits with 3", async () => {
  const { code, stdout, stderr } = await hm(emptyHome(), ["status"]);
  expect([code, stdout]).toEqual([3, ""]);
  expect(stderr).toBe(
    "hm: There are no credentials. Run `hm login`, set HM_ENVIRONMENT, HM_CLIENT_ID and HM_CLIENT_SECRET, or add --emulator to try without an account.\n",
  );
});

test.each([
  { args: ["stauts"], message: "hm: unknown command 'stauts'\n(Did you mean status?)\n" },
  { args: ["data"], message: "hm: missing required argument 'vins'\n" },
  { args: ["data", vin, "--josn"], message: "hm: unknown option '--josn'\n(Did you mean --json?)\n" },
  {
    args: ["status", "--timeout", "soon"],
    message:
      "hm: option '--timeout <duration>' argument 'soon' is invalid. It must be a time such as 30s, 5m, 2h or 2d.\n",
  },
  { args: ["eligible", vin, "--emulator"], message: "hm: Name the brand of the vehicles with --brand.\n" },
  { args: ["listen"], message: "hm: Choose one of --mqtt and --webhook <port>.\n" },
  { args: ["clear", "missing.csv", "--emulator"], message: "hm: missing.csv cannot be read (ENOENT).\n" },
  {
    args: ["status", "--profile", "../x"],
    message: 'hm: --profile must be a name of letters, digits, "-", "_" and ".", got "../x".\n',
  },
])("rejects $args with exit code 2", async ({ args, message }) => {
  expect(await hm(emptyHome(), args)).toEqual({ code: 2, stdout: "", stderr: message });
});

test("data has the same values as a table, as JSON Lines and as CSV", async () => {
  const home = emptyHome();
  const args = ["data", vin, "--emulator", "--property", "diagnostics.odometer"];
  const [table, json, csv] = await Promise.all([
    hm(home, args),
    hm(home, [...args, "--json"]),
    hm(home, [...args, "--csv"]),
  ]);
  const [record] = records(json.stdout);
  expect(record).toMatchObject({ vin, property: "odometer", unit: "kilometers" });
  expect(table.stdout).toMatch(/^property +value +unit +time\ndiagnostics\.odometer +[\d.]+ +kilometers +2/);
  expect(csv.stdout.split("\r\n")[1]).toContain(`${vin},diagnostics,odometer,,`);
});

test("data converts values of the same quantity and keeps the others", async () => {
  const { stdout } = await hm(emptyHome(), [
    ...["data", vin, "--emulator", "--json", "--unit", "miles"],
    ...["--property", "diagnostics"],
  ]);
  const units = new Map(records(stdout).map(({ property, unit }) => [property, unit]));
  expect(units.get("odometer")).toBe("miles");
  expect(units.get("speed")).toBe("kilometers_per_hour");
});

test("a vehicle that fails is reported on standard error, and the others are shown", async () => {
  const unknown = "WBA00000000000009";
  const { code, stdout, stderr } = await hm(emptyHome(), ["data", vin, unknown, "--emulator", "--json"]);
  expect(code).toBe(1);
  expect(new Set(records(stdout).map((record) => record["vin"]))).toEqual(new Set([vin]));
  expect(stderr).toMatch(/^hm: WBA00000000000009: GET .* failed: 4\d\d /);
});

test("clear reports each line, and the next command has the clearances", async () => {
  const home = emptyHome();
  const file = join(home, "fleet.csv");
  writeFileSync(file, "vin,brand\nWBA00000000000001,bmw\nSHORT,bmw\nWBA00000000000001,bmw\n");
  const { code, stdout, stderr } = await hm(home, ["clear", file, "--emulator", "--json", "--watch"]);
  expect(code).toBe(1);
  expect(stderr).toBe("3 vehicles, 1 accepted, 1 invalid, 1 duplicate.\n");
  expect(records(stdout)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ line: 2, vin: "WBA00000000000001", outcome: "accepted", status: "pending" }),
      expect.objectContaining({ line: 3, outcome: "invalid", reason: "the VIN has 5 characters, not 17" }),
      expect.objectContaining({ line: 4, outcome: "duplicate" }),
      { vin: "WBA00000000000001", status: "approved", reason: null },
    ]),
  );
  expect(existsSync(`${file}.hm-checkpoint`)).toBe(false);
  const listed = await hm(home, ["clearances", "--brand", "bmw", "--emulator", "--json"]);
  expect(records(listed.stdout)).toMatchObject([{ vin: "WBA00000000000001", status: "approved" }]);
});

test("removing a clearance needs --yes without a terminal", async () => {
  const home = emptyHome();
  const args = ["clearances", "remove", vin, "--emulator"];
  const refused = await hm(home, args);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain("Add --yes to confirm it without a question.");
  const removed = await hm(home, [...args, "--yes", "--json"]);
  expect(records(removed.stdout)).toEqual([{ vin, outcome: "removed", status: "revoking", problem: null }]);
});

test("samples turns a delivered file into records, and names the lines that are broken", async () => {
  const home = emptyHome();
  const file = join(home, "messages.jsonl");
  const odometer = [{ timestamp: "2026-01-01T00:00:00Z", data: { value: 5, unit: "kilometers" } }];
  const message = { message_id: "m1", version: 2, vin, data: { diagnostics: { odometer } } };
  writeFileSync(file, `${JSON.stringify(message)}\n{"broken"\n`);
  const { code, stdout, stderr } = await hm(home, ["samples", file]);
  expect(code).toBe(1);
  expect(records(stdout)).toMatchObject([{ vin, property: "odometer", value_number: 5, message_id: "m1" }]);
  expect(stderr).toContain("messages.jsonl: line 2: ");
});

test("the help of a command has its options and the options of all commands", async () => {
  const { code, stdout } = await hm(emptyHome(), ["help", "clear"]);
  expect(code).toBe(0);
  expect(stdout).toContain("--watch");
  expect(stdout).toContain("--emulator");
});
