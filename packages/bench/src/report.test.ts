import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Measurement } from "./benchmark.ts";
import { number, printText } from "./print.ts";
import { markdownPage } from "./report.ts";
import { readMeasurements, writeMeasurements } from "./write-measurements.ts";

const measured: Measurement = {
  date: "2026-01-02",
  machine: "m",
  node: "v24",
  runs: 5,
  name: "call",
  measures: "one call",
  fairness: ["the same response"],
  losses: { floor: "it does nothing." },
  versions: { axios: "1.2.3" },
  tables: [
    {
      title: "GET",
      unit: "µs",
      better: "less",
      rows: [
        { name: "ours", values: [10, 12] },
        { name: "floor", values: [5, 5], note: "a | b" },
        { name: "axios", values: [1, 1] },
        { name: "slow", values: [100, 110] },
      ],
    },
  ],
};

test("a section says its day, machine, runs and the versions of its peers", () => {
  expect(markdownPage([measured])).toContain("2026-01-02, m, Node v24, 5 runs in turns. axios 1.2.3\n");
  expect(markdownPage([{ ...measured, runs: 1, versions: {} }])).toContain(
    "2026-01-02, m, Node v24, one run.\n",
  );
});

test("a row has its median, ours divided by it, and the spread of that", () => {
  expect(markdownPage([measured])).toMatch(/\| floor +\| +5 \| +2.2 × \| +2–2.4 \| a \\\| b \|/);
});

test("what we lose to is listed with the reason, or with the word that there is none yet", () => {
  const text = markdownPage([measured]);
  expect(text).toContain("- To floor (GET): it does nothing.");
  expect(text).toContain("- To axios (GET): not explained yet.");
  expect(text).not.toContain("slow (GET)");
});

test("text for a terminal is aligned", () => {
  const [, , , head, ours, floor] = printText(measured).split("\n");
  expect([head?.indexOf("µs"), ours?.indexOf("11"), floor?.indexOf("5")]).toEqual([10, 10, 11]);
});

test("numbers have three digits", () => {
  expect([0.123456, 12.3456, 5, 1234.5, 0.5].map(number)).toEqual(["0.123", "12.3", "5", "1,235", "0.5"]);
});

test("a measurement that is written replaces its section and picture, and leaves the others", () => {
  const folder = mkdtempSync(join(tmpdir(), "bench-page-"));
  try {
    writeMeasurements([measured, { ...measured, name: "million" }], folder);
    writeMeasurements([{ ...measured, date: "2026-03-01" }], folder);
    const page = readFileSync(join(folder, "benchmarks.md"), "utf8");
    expect([...page.matchAll(/^## .*|^2026-[-\d]+/gm)].map(String)).toEqual([
      "## call",
      "2026-03-01",
      "## million",
      "2026-01-02",
    ]);
    expect(readdirSync(join(folder, "benchmarks")).sort()).toEqual([
      "call.json",
      "call.svg",
      "million.json",
      "million.svg",
    ]);
    writeMeasurements([{ ...measured, tables: [] }], folder);
    expect(readdirSync(join(folder, "benchmarks"))).not.toContain("call.svg");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the page in the documentation is made of the measurements beside it", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../docs/benchmarks.md"), "utf8");
  expect(markdownPage(readMeasurements())).toBe(page);
});

test("a section shows its picture, and folds its tables", () => {
  const text = markdownPage([measured]);
  expect(text).toContain("![call: ours beside its peers](benchmarks/call.svg)");
  expect(text).toMatch(/<details>\n<summary>Figures of call<\/summary>\n\n### call: GET\n/);
});

test("parts are in an appendix at the end", () => {
  const parts = {
    title: "by module",
    unit: "bytes",
    better: "less",
    parts: true,
    rows: [{ name: "a", values: [1] }],
  } as const;
  const whole = markdownPage([
    { ...measured, tables: [...measured.tables, parts] },
    { ...measured, name: "million" },
  ]);
  const places = ["### call: GET", "## million", "## Appendix", "### call: by module"].map((words) =>
    whole.indexOf(words),
  );
  expect(places.every((place) => place > 0)).toBe(true);
  expect(places).toEqual([...places].sort((one, other) => one - other));
});
