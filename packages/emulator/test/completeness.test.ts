import { type Operation, operations } from "@high-mobility-ts/schema/operations";
import { expect, test } from "vitest";
import { authenticatedHandler, isOpen } from "../src/responder/routes.ts";

test.each(Object.values(operations))("implements $id", (operation) => {
  expect(isOpen(operation.id) || authenticatedHandler(operation)).toBeTruthy();
});

test("an older level of an operation does what the newest one does", () => {
  const newest = operations.getVehicleData;
  const older = { ...newest, path: "/v1/vehicle-data/autoapi-12/{vin}", levelOf: newest.id };
  expect(authenticatedHandler(older)).toBe(authenticatedHandler(newest));
});

test("throws for an operation without an implementation", () => {
  const unknown = { ...operations.getVehicleData, id: "getWeather" } as unknown as Operation;
  expect(() => authenticatedHandler(unknown)).toThrow(
    new Error("The emulator does not implement the operation getWeather."),
  );
});
