import { expect, test } from "vitest";
import { lostTo, median, summarize, type Table } from "./table.ts";

function table(values: Record<string, readonly number[]>, better: Table["better"] = "less"): Table {
  const [ours, ...peers] = Object.entries(values).map(([name, its]) => ({ name, values: its }));
  if (!ours) throw new Error("a table has rows");
  return { title: "t", unit: "µs", better, rows: [ours, ...peers] };
}

test("the ratio is of values of the same run, not of medians", () => {
  const [, peer] = summarize(table({ ours: [10, 20, 40], peer: [10, 10, 10] }));
  expect(peer?.ratio).toEqual({ median: 2, least: 1, greatest: 4 });
});

test("a peer whose value is zero has no ratio", () => {
  const [, peer] = summarize(table({ ours: [1], peer: [0] }));
  expect(peer).toEqual({ name: "peer", median: 0, note: "" });
});

test("parts of ours are not divided by one another", () => {
  const [, part] = summarize({ ...table({ a: [1], b: [2] }), parts: true });
  expect(part?.ratio).toBeUndefined();
});

test("we lose to what is better in every run by more than five percent", () => {
  const lost = table({
    ours: [10, 10],
    faster: [9, 9],
    sometimes: [9, 10],
    equal: [9.6, 9.6],
    slower: [20, 20],
  });
  expect(lostTo(lost)).toEqual(["faster"]);
});

test("where more is better, we lose to what is greater", () => {
  expect(lostTo(table({ ours: [10], more: [20], less: [5] }, "more"))).toEqual(["more"]);
});

test("the median of an even count lies between the two in the middle", () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([3, 1, 2])).toBe(2);
});
