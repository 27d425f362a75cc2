import { expect, test } from "vitest";
import { brandProblem } from "./brand.ts";
import { checkVin } from "./vin.ts";

// Check digits worked out by hand from 49 CFR 565.15; the first is that regulation's own example.
test.each(["1G4AH59H45G118341", "1M8GDM9AXKP042788", "11111111111111111"])("%s is right", (vin) => {
  expect(checkVin(vin)).toEqual({ problems: [], warnings: [] });
});

test("a check digit that does not match is a warning", () => {
  expect(checkVin("1M8GDM9A1KP042788")).toEqual({
    problems: [],
    warnings: ["the check digit is 1 and would be X"],
  });
});

test.each([
  ["", ["the VIN has 0 characters, not 17"]],
  ["1M8GDM9AXKP04278", ["the VIN has 16 characters, not 17"]],
  ["1m8gdm9axkp042788", ["the VIN has small letters: use capitals"]],
  ["IM8GDM9AXKPO4278Q", ['the VIN has "I", "O", "Q", which no VIN has']],
  ["1M8GDM9AXKP0427 8", ['the VIN has " ", which no VIN has']],
  ["1M8GDM9AXKP04278é", ["the VIN has small letters: use capitals", 'the VIN has "É", which no VIN has']],
])("%j cannot be a VIN", (vin, problems) => {
  expect(checkVin(vin).problems).toEqual(problems);
});

test.each([
  ["volvo", "volvo-cars"],
  ["Mercedes", "mercedes-benz"],
  ["VW", "volkswagen"],
  ["volkswagon", "volkswagen"],
  ["BMW", "bmw"],
  ["škoda", "skoda"],
  ["pegueot", "peugeot"],
])("%j is near to %s", (given, nearest) => {
  expect(brandProblem(given)).toBe(`the brand "${given}" does not exist; did you mean "${nearest}"?`);
});

test.each([undefined, null, "", 1])("%o is no brand", (given) => {
  expect(brandProblem(given)).toBe("the brand is missing");
});

test("says little of a field that is much", () => {
  const emoji = Array.from({ length: 5_000 }, (_value, index) => String.fromCodePoint(0x1f300 + index)).join(
    "",
  );
  expect(checkVin(emoji).problems.join().length).toBeLessThan(200);
  expect(brandProblem("bmw".repeat(100_000))).toMatch(
    /^the brand "bmwbmw.{34}…" does not exist; did you mean/,
  );
});
