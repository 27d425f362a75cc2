import type { Brand, VehicleDataBrand } from "@high-mobility-ts/schema";
import { expect, test } from "vitest";
import { clearanceBrand, isSameBrand } from "./brand-names.ts";

test.each<[VehicleDataBrand, Brand]>([
  ["mercedes_benz", "mercedes-benz"],
  ["volvo_cars", "volvo-cars"],
  ["bmw", "bmw"],
])("%s of vehicle data is %s of clearances", (ofData, ofClearances) => {
  expect(clearanceBrand(ofData)).toBe(ofClearances);
  expect(clearanceBrand(ofClearances)).toBe(ofClearances);
  expect(isSameBrand(ofData, ofClearances)).toBe(true);
});

test("names in the spelling of people are compared, too", () => {
  expect(isSameBrand(" Land Rover ", "land_rover")).toBe(true);
  expect(isSameBrand("bmw", "mini")).toBe(false);
});
