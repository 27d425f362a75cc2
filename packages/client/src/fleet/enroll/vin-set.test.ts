import fc from "fast-check";
import { expect, test } from "vitest";
import { VinSet } from "./vin-set.ts";

const alphabet = [..."ABCDEFGHJKLMNPRSTUVWXYZ0123456789"];
const vins = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 17, maxLength: 17 });
/** Alike, so that some come twice. */
const alike = fc.string({ unit: fc.constantFrom("0", "Z"), minLength: 17, maxLength: 17 });

test("knows each VIN again, and takes none for another", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(vins, alike), { maxLength: 200 }), (given) => {
      const set = new VinSet();
      const reference = new Set<string>();
      for (const vin of given) {
        expect(set.add(vin)).toBe(!reference.has(vin));
        reference.add(vin);
      }
    }),
  );
});

test("tells apart VINs that differ in one character, at any place", () => {
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
