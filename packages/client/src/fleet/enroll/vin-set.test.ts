import fc from "fast-check";
import { expect, test } from "vitest";
import { VinSet } from "./vin-set.ts";

const alphabet = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"];
const vins = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 17, maxLength: 17 });
/** The VINs are few and similar, so that many are duplicates. */
const alike = fc
  .string({ unit: fc.constantFrom("0", "Z"), minLength: 4, maxLength: 4 })
  .map((some) => `${some.slice(0, 1)}00000${some.slice(1, 2)}00000${some.slice(2)}000`);

test("recognizes each VIN, and confuses no two VINs", () => {
  let repeated = 0;
  fc.assert(
    fc.property(fc.array(fc.oneof(vins, alike), { minLength: 50, maxLength: 200 }), (given) => {
      const set = new VinSet();
      const reference = new Set<string>();
      for (const vin of given) {
        expect(set.add(vin)).toBe(!reference.has(vin));
        if (reference.has(vin)) repeated++;
        reference.add(vin);
      }
    }),
  );
  // The interesting case is a duplicate VIN.
  expect(repeated).toBeGreaterThan(1_000);
});

// The set grows for the first time beyond 4,096 VINs, so a test with fewer VINs does not check a set that has
// grown.
test.each([4_096, 4_097, 8_193, 16_385])("recognizes all of %d VINs, in any order", (count) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), fc.boolean(), (salt, reverse) => {
      const set = new VinSet();
      const given = Array.from({ length: count }, (_, index) => spread(index + salt));
      const isNew = (vin: string): boolean => set.add(vin);
      expect(given.filter(isNew)).toHaveLength(count);
      expect((reverse ? given.toReversed() : given).filter(isNew)).toEqual([]);
    }),
    { numRuns: 5 },
  );
});

/** Returns a different VIN for each number. Every part of it depends on the number. */
function spread(number: number): string {
  const mixed = (Math.imul(number, 0x9e3779b1) >>> 0).toString(36).toUpperCase().padStart(7, "0");
  return `${mixed}${number.toString(36).toUpperCase().padStart(10, "0")}`;
}

test("distinguishes VINs that differ in one character, at any place", () => {
  const set = new VinSet();
  const first = "0".repeat(17);
  const others = [...first].flatMap((_zero, at) =>
    alphabet
      .filter((letter) => letter !== "0")
      .map((letter) => first.slice(0, at) + letter + first.slice(at + 1)),
  );
  for (const vin of [first, ...others]) expect(set.add(vin)).toBe(true);
  for (const vin of [first, ...others]) expect(set.add(vin)).toBe(false);
});

test("grows", () => {
  const set = new VinSet();
  const vinOf = (number: number) => String(number).padStart(17, "0");
  for (let number = 0; number < 50_000; number++) set.add(vinOf(number));
  let known = 0;
  for (let number = 0; number < 100_000; number++) if (!set.add(vinOf(number))) known++;
  expect(known).toBe(50_000);
});
