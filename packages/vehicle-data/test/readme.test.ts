// Every example of the README is compiled and run.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { beforeAll, expect, test, vi } from "vitest";
import { messageV2, response, vin } from "./vehicles.ts";

const folder = new URL("../node_modules/.readme/", import.meta.url);

/** Values that the examples use without a declaration. */
const given = `
import type { VehicleData } from "@high-mobility-ts/schema";
import type { VehicleMessage } from "@high-mobility-ts/vehicle-data";
const vin: string = ${JSON.stringify(vin)};
const message: VehicleMessage = ${JSON.stringify(messageV2)};
const response: VehicleData = ${JSON.stringify(response)};
void [vin, message, response];
`;

const text = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const examples = [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code = ""], index) => ({
  name: `example-${index + 1}.ts`,
  code,
}));

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { name, code } of examples) writeFileSync(new URL(name, folder), `${given}${code}`);
  const compilerOptions = { types: ["node"], isolatedDeclarations: false, declaration: false };
  const config = {
    extends: "../../../../tsconfig.base.json",
    compilerOptions,
    include: ["*.ts"],
    exclude: [],
  };
  writeFileSync(new URL("tsconfig.json", folder), JSON.stringify(config));
});

test("the examples compile", () => {
  expect(examples).toHaveLength(3);
  const compiler = fileURLToPath(new URL("../../../node_modules/typescript/bin/tsc", import.meta.url));
  const project = fileURLToPath(new URL("tsconfig.json", folder));
  const { status, stdout } = spawnSync(process.execPath, [compiler, "-p", project], { encoding: "utf8" });
  expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
});

test("the examples print what their comments say", async () => {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  for (const { name } of examples)
    await import(/* @vite-ignore */ pathToFileURL(fileURLToPath(new URL(name, folder))).href);
  const printed = log.mock.calls.map((call) => call[0]);
  log.mockRestore();
  expect(printed).toContainEqual(expect.objectContaining({ property: "odometer", value_number: 54_321.5 }));
  expect(printed).toContain("locked");
  expect(printed).toContainEqual({ type: "FeatureCollection", features: [] });
  expect(printed).toContain(54_321.5);
  expect(printed.filter((value) => typeof value === "number")[0]).toBeCloseTo(33_753.82, 1);
});
