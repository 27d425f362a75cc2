import { expect, test } from "vitest";
import type { Outcome, Report } from "./benchmark.ts";
import { number, printText } from "./print.ts";
import { markdownReport, plotsOf, withMillion } from "./report.ts";

const outcome: Outcome = {
  name: "call",
  measures: "one call",
  fairness: ["the same answer"],
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

const report: Report = { date: "2026-01-02", machine: "m", node: "v24", runs: 5, outcomes: [outcome] };

test("a report names machine, date, versions and runs", () => {
  const text = markdownReport(report, "");
  expect(text).toContain("2026-01-02, m, Node v24, 5 runs in turns.");
  expect(text).toContain("axios 1.2.3");
});

test("a row has its median, ours divided by it, and the spread of that", () => {
  expect(markdownReport(report, "")).toMatch(/\| floor +\| +5 \| +2.2 × \| +2–2.4 \| a \\\| b \|/);
});

test("what we lose to is listed with the reason, or with the word that there is none yet", () => {
  const text = markdownReport(report, "");
  expect(text).toContain("- To floor (GET): it does nothing.");
  expect(text).toContain("- To axios (GET): not explained yet.");
  expect(text).not.toContain("slow (GET)");
});

test("text for a terminal is aligned", () => {
  const [, , , head, ours, floor] = printText(outcome).split("\n");
  expect([head?.indexOf("µs"), ours?.indexOf("11"), floor?.indexOf("5")]).toEqual([10, 10, 11]);
});

test("numbers have three digits", () => {
  expect([0.123456, 12.3456, 5, 1234.5, 0.5].map(number)).toEqual(["0.123", "12.3", "5", "1,235", "0.5"]);
});

test("the section of the million is replaced by its own run, and kept by a run of the others", () => {
  const million = (date: string): Report => ({
    ...report,
    date,
    outcomes: [{ ...outcome, name: "million" }],
  });
  const first = withMillion(markdownReport(report, ""), million("2026-02-01"));
  expect(first.match(/^## /gm)).toHaveLength(2);
  expect(first).toContain("2026-02-01, m, Node v24.");
  const later = markdownReport({ ...report, date: "2026-03-01" }, first);
  expect(later).toContain("2026-03-01, m, Node v24, 5 runs");
  expect(later).toContain("2026-02-01, m, Node v24.");
  const second = withMillion(later, million("2026-04-01"));
  expect(second.match(/^## million$/gm)).toHaveLength(1);
  expect(second).not.toContain("2026-02-01");
  expect(withMillion(second, million("2026-04-01"))).toBe(second);
});

test("a section shows its picture, and folds its tables", () => {
  const text = markdownReport(report, "");
  expect(text).toContain("![call: ours beside its peers](benchmarks/call.svg)");
  expect([...plotsOf(report).keys()]).toEqual(["call.svg"]);
  expect(text).toMatch(/<details>\n<summary>Figures of call<\/summary>\n\n### call: GET\n/);
});

test("parts are in an appendix, and the section of the million is before it", () => {
  const parts = {
    title: "by module",
    unit: "bytes",
    better: "less",
    parts: true,
    rows: [{ name: "a", values: [1] }],
  } as const;
  const text = markdownReport(
    { ...report, outcomes: [{ ...outcome, tables: [...outcome.tables, parts] }] },
    "",
  );
  const whole = withMillion(text, { ...report, outcomes: [{ ...outcome, name: "million" }] });
  const places = ["### call: GET", "## million", "## Appendix", "### call: by module"].map((words) =>
    whole.indexOf(words),
  );
  expect(places.every((place) => place > 0)).toBe(true);
  expect(places).toEqual([...places].sort((one, other) => one - other));
});
