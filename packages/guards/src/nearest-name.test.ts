import { expect, test } from "vitest";
import { nearestName } from "./nearest-name.ts";

test.each([
  { text: "timeout", max: 2, want: "timeouts" },
  { text: " TimeOutz", max: 2, want: "timeouts" },
  { text: "retry", max: 1, want: "retry" },
  { text: "rettyy", max: 1, want: undefined },
  { text: "rettyy", max: 2, want: "retry" },
  { text: "x".repeat(65), max: 100, want: undefined },
])("$text within $max: $want", ({ text, max, want }) => {
  expect(nearestName(text, ["timeouts", "retry"], max)).toBe(want);
});

test("returns the first of two equally similar names, with any distance by default", () => {
  expect(nearestName("b", ["aa", "cc"])).toBe("aa");
});
