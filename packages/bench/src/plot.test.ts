import { expect, test } from "vitest";
import type { Outcome } from "./benchmark.ts";
import { plot } from "./plot.ts";
import type { Table } from "./table.ts";

function outcomeOf(...tables: Table[]): Outcome {
  return { name: "n", measures: "m", fairness: [], losses: {}, versions: {}, tables };
}

function tableOf(better: Table["better"], ours: number, peer: number): Table {
  const rows = [
    { name: "ours", values: [ours] },
    { name: "a < b & c", values: [peer] },
  ] as const;
  return { title: "t", unit: "s", better, rows };
}

function dotsOf(svg: string | undefined): { kind: string; x: number }[] {
  const dots = (svg ?? "").matchAll(/<circle class="(\w+)" cx="([\d.]+)"/g);
  return [...dots].map(([, kind = "", x]) => ({ kind, x: Number(x) }));
}

test("a dot is on the left where ours takes less, and on the right where it takes more", () => {
  const [less] = dotsOf(plot(outcomeOf(tableOf("less", 1, 2))));
  const [more] = dotsOf(plot(outcomeOf(tableOf("less", 2, 1))));
  const [same] = dotsOf(plot(outcomeOf(tableOf("less", 1, 1))));
  expect([less?.kind, same?.kind, more?.kind]).toEqual(["less", "same", "more"]);
  expect(less?.x).toBeLessThan(same?.x ?? 0);
  expect(more?.x).toBeGreaterThan(same?.x ?? 0);
});

test("a rate that is twice the peer's is drawn as half of its time", () => {
  expect(dotsOf(plot(outcomeOf(tableOf("more", 2, 1))))).toEqual(
    dotsOf(plot(outcomeOf(tableOf("less", 1, 2)))),
  );
});

test("a ratio beyond the scale stays inside the picture, and is marked", () => {
  const svg = plot(outcomeOf(tableOf("less", 1_000, 1)));
  expect(dotsOf(svg)[0]?.x).toBeLessThanOrEqual(760);
  expect(svg).toContain("1,000 × →");
});

test("names are escaped", () => {
  expect(plot(outcomeOf(tableOf("less", 1, 2)))).toContain("a &lt; b &amp; c");
});

test("parts have no picture: there is nothing to compare them with", () => {
  expect(plot(outcomeOf({ ...tableOf("less", 1, 2), parts: true }))).toBeUndefined();
});
