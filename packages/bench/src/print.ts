import type { Outcome } from "./benchmark.ts";
import { type Spread, type Summary, summarize, type Table } from "./table.ts";

/** For a terminal: columns by width. */
export function printText({ name, measures, fairness, tables, versions }: Outcome): string {
  const parts = [`${name}: ${measures}`, ...tables.map(textTable)];
  const notes = [
    ...fairness.map((note) => `- ${note}`),
    Object.entries(versions)
      .map(([peer, version]) => `${peer} ${version}`)
      .join(", "),
  ];
  return [...parts, notes.filter(Boolean).join("\n")].join("\n\n");
}

/** The same table in Markdown. */
export function markdownTable(table: Table): string {
  const [head, ...rows] = cellsOf(table);
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeCell).join(" | ")} |`;
  return [line(head), "| --- | ---: | ---: | ---: | --- |", ...rows.map(line)].join("\n");
}

function textTable(table: Table): string {
  const cells = cellsOf(table);
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const pad = (cell: string, column: number): string => {
    const width = widths[column] ?? 0;
    return column === 0 || column === 4 ? cell.padEnd(width) : cell.padStart(width);
  };
  return [table.title, ...cells.map((row) => `  ${row.map(pad).join("  ").trimEnd()}`)].join("\n");
}

type Cells = readonly [string, string, string, string, string];

function cellsOf(table: Table): readonly [Cells, ...Cells[]] {
  const unit = table.better === "more" ? `${table.unit} (more is better)` : table.unit;
  return [["", unit, "ours ÷ it", "spread", ""], ...summarize(table).map(cellsOfRow)];
}

function cellsOfRow({ name, median, ratio, note }: Summary): Cells {
  return [name, number(median), ratio ? `${number(ratio.median)} ×` : "", ratio ? range(ratio) : "", note];
}

function range({ least, greatest }: Spread): string {
  return least === greatest ? "exact" : `${number(least)}–${number(greatest)}`;
}

/** Three significant digits, whole numbers whole. */
export function number(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 1_000) return Math.round(value).toLocaleString("en");
  return value
    .toPrecision(3)
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");
}

function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|");
}
