import type { Brand, VehicleDataBrand } from "@high-mobility-ts/schema";
import { expect, test } from "vitest";
import { clearanceBrand, isSameBrand } from "./brand-names.ts";

test.each<[VehicleDataBrand, Brand]>([
  ["mercedes_benz", "mercedes-benz"],
  ["volvo_cars", "volvo-cars"],
  ["bmw", "bmw"],
])("converts %s of vehicle data to %s of clearances", (ofData, ofClearances) => {
  expect(clearanceBrand(ofData)).toBe(ofClearances);
  expect(clearanceBrand(ofClearances)).toBe(ofClearances);
  expect(isSameBrand(ofData, ofClearances)).toBe(true);
});

test("compares names as people spell them", () => {
  expect(isSameBrand(" Land Rover ", "land_rover")).toBe(true);
  expect(isSameBrand("bmw", "mini")).toBe(false);
});
