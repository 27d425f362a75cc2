import { expect, test } from "vitest";
import { brandHint, brandProblem } from "./brand.ts";
import { checkVin } from "./vin.ts";

// The check digits were calculated by hand from 49 CFR 565.15; the first VIN is the example of this regulation.
test.each(["1G4AH59H45G118341", "1M8GDM9AXKP042788", "11111111111111111"])("%s is right", (vin) => {
  expect(checkVin(vin)).toEqual({ problems: [], hints: [] });
});

const lowerCase = {
  code: "vin-lower-case",
  message: "the VIN is sent as 1M8GDM9AXKP042788",
  suggestion: "1M8GDM9AXKP042788",
};
const checkDigit = { code: "vin-check-digit", message: "the check digit is 1, expected X" };

test.each([
  ["1M8GDM9A1KP042788", [checkDigit]],
  ["1m8gdm9axkp042788", [lowerCase]],
  ["1M8GDM9AxKP042788", [lowerCase]],
  [
    "1HMABC2DE3FGH4IOE",
    [{ code: "vin-letter", message: 'the VIN has "I", "O", which ISO 3779 does not allow' }],
  ],
  ["QQ8GDM9A1KP042788", [{ code: "vin-letter", message: 'the VIN has "Q", which ISO 3779 does not allow' }]],
])("%s is sent, with hints", (vin, hints) => {
  expect(checkVin(vin)).toEqual({ problems: [], hints });
});

test("one VIN can have several hints", () => {
  expect(checkVin("1hmabc2de3fgh4ioe").hints.map(({ code }) => code)).toEqual([
    "vin-lower-case",
    "vin-letter",
  ]);
  expect(checkVin("1m8gdm9a1kp042788").hints.map(({ code }) => code)).toEqual([
    "vin-lower-case",
    "vin-check-digit",
  ]);
});

test.each([
  ["", ["the VIN has 0 characters, not 17"]],
  ["1M8GDM9AXKP04278", ["the VIN has 16 characters, not 17"]],
  ["1M8GDM9AXKP0427888", ["the VIN has 18 characters, not 17"]],
  ["1M8GDM9AXKP0427 8", ['the VIN has " ", which a VIN cannot contain']],
  ["1M8GDM9AXKP04278\n", ['the VIN has "\\n", which a VIN cannot contain']],
  ["1M8GDM9AXKP04278é", ['the VIN has "é", which a VIN cannot contain']],
  // In capitals, these would be "SS", "I" and "S".
  ["1M8GDM9AXKP0427ß", ["the VIN has 16 characters, not 17", 'the VIN has "ß", which a VIN cannot contain']],
  ["1M8GDM9AXKP04278ı", ['the VIN has "ı", which a VIN cannot contain']],
  ["1M8GDM9AXKP04278ſ", ['the VIN has "ſ", which a VIN cannot contain']],
])("%j cannot be a VIN", (vin, problems) => {
  expect(checkVin(vin)).toEqual({ problems, hints: [] });
});

test.each([
  ["volkswagon", "volkswagen"],
  ["mercedes_benz", "mercedes-benz"],
  ["BMW", "bmw"],
  ["bwm", "bmw"],
  ["škoda", "skoda"],
  ["pegueot", "peugeot"],
  ["volkswagnn", "volkswagen"],
])("%j is probably %s", (given, suggestion) => {
  expect(brandHint(given)).toEqual({
    code: "brand-unknown",
    message: `the brand "${given}" is not in this version's list; did you mean "${suggestion}"?`,
    suggestion,
  });
});

test.each(["hyundai", "vw", "volvo", "Mercedes", "x", "volkswagnnnn"])(
  "%j is not similar to a known brand",
  (given) => {
    expect(brandHint(given)).toEqual({
      code: "brand-unknown",
      message: `the brand "${given}" is not in this version's list`,
    });
  },
);

test("a known brand has no hint", () => {
  expect(brandHint("mercedes-benz")).toBeUndefined();
});

test.each([undefined, null, "", " ", 1])("%o is not a brand", (given) => {
  expect(brandProblem(given)).toBe("the brand is missing");
});

test("truncates a field that is too long", () => {
  const emoji = Array.from({ length: 5_000 }, (_value, index) => String.fromCodePoint(0x1f300 + index)).join(
    "",
  );
  expect(checkVin(emoji).problems.join().length).toBeLessThan(200);
  expect(brandProblem("bmw".repeat(100_000))).toBe("the brand has 300000 characters");
  expect(brandProblem("b".repeat(100))).toBeUndefined();
  expect(brandHint("bmw".repeat(20))?.message).toMatch(/^the brand "bmwbmw.{34}…" is not in/);
});

test.each([undefined, null, 7, {}])("%o has a problem", (vin) => {
  expect(checkVin(vin as never)).toEqual({ problems: ["the VIN is missing or is not a string"], hints: [] });
});
