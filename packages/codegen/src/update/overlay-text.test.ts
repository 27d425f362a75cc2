import { expect, test } from "vitest";
import { overlayText } from "./overlay-text.ts";

test("writes actions as they stand in an overlay", () => {
  const text = overlayText([
    { target: "$.a", update: { b: ["x", "z"], text: "one\n\ntwo" } },
    { target: "$.c", remove: true },
  ]);
  expect(text).toBe(
    [
      "  - target: $.a",
      "    update:",
      "      b:",
      "        - x",
      "        - z",
      "      text: |-",
      "        one",
      "",
      "        two",
      "  - target: $.c",
      "    remove: true",
      "",
    ].join("\n"),
  );
});
