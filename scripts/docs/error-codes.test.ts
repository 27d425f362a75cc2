import { expect, test } from "vitest";
import { errorCodes, errorsPage } from "./error-codes.ts";

const source = `/** Other. */
export type Other = "x";

/**
 * Why it failed.
 *
 * - \`a\`: the first. Do
 *   this | that.
 * - \`b\`: the {{ second }}.
 */
export type Code = "a" | "b";
`;

test("reads one item for each code, over several lines", () => {
  expect(errorCodes("x.ts", source, "Code")).toEqual([
    { code: "a", meaning: "the first. Do this | that." },
    { code: "b", meaning: "the {{ second }}." },
  ]);
});

test("a code without an item, an item without a code, and a missing type are errors", () => {
  expect(() => errorCodes("x.ts", source.replace('| "b"', '| "b" | "c"'), "Code")).toThrow(
    new Error("x.ts: Code does not describe c."),
  );
  expect(() => errorCodes("x.ts", source.replace(' | "b"', ""), "Code")).toThrow(
    new Error("x.ts: Code has no code b."),
  );
  expect(() => errorCodes("x.ts", source, "None")).toThrow(new Error("x.ts has no exported type None."));
});

test("the page shows text as it is", () => {
  const page = errorsPage([{ title: "T", introduction: "I.", codes: errorCodes("x.ts", source, "Code") }]);
  expect(page).toContain("## T\n\nI.\n\n| code |");
  expect(page).toContain('| <span id="a"></span>`a` | the first. Do this \\| that. |');
  expect(page).toContain('| <span id="b"></span>`b` | the &#123;&#123; second }}. |');
});
