import { expect, test } from "vitest";
import { inTurns, shifted } from "./turns.ts";

test("all have a turn in each round, each round begins with another, and the first round does not count", async () => {
  const order: string[] = [];
  const rows = await inTurns([{ name: "a" }, { name: "b" }, { name: "c" }], 2, ({ name }) => {
    order.push(name);
    return order.length;
  });
  expect(order.join("")).toBe("abcbcacab");
  expect(rows.map(({ values }) => values)).toEqual([
    [6, 8],
    [4, 9],
    [5, 7],
  ]);
});

test("equal values of all runs become one", async () => {
  const [row] = await inTurns([{ name: "a", note: "n" }], 5, () => 7);
  expect(row).toEqual({ name: "a", note: "n", values: [7] });
});

test("shifting goes round", () => {
  expect(shifted(["a", "b"], 3)).toEqual(["b", "a"]);
});
