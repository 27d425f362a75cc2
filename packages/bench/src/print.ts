import type { Outcome } from "./benchmark.ts";
import { type RowSummary, type Spread, summarize, type Table } from "./table.ts";

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

/** The same table in Markdown, aligned as the formatter wants it. */
export function markdownTable(table: Table): string {
  const [head, ...rows] = cellsOf(table).map((row) => row.map(escapeCell));
  const cells = [head ?? [], ...rows];
  const widths = widthsOf(cells, 3);
  const line = (row: readonly string[]): string => `| ${padded(row, widths).join(" | ")} |`;
  const rule = widths.map((width, column) =>
    isText(column) ? "-".repeat(width) : `${"-".repeat(width - 1)}:`,
  );
  return [line(head ?? []), `| ${rule.join(" | ")} |`, ...rows.map(line)].join("\n");
}

function textTable(table: Table): string {
  const cells = cellsOf(table);
  const widths = widthsOf(cells, 0);
  return [table.title, ...cells.map((row) => `  ${padded(row, widths).join("  ").trimEnd()}`)].join("\n");
}

function widthsOf(cells: readonly (readonly string[])[], least: number): readonly number[] {
  return (cells[0] ?? []).map((_, column) =>
    Math.max(least, ...cells.map((row) => row[column]?.length ?? 0)),
  );
}

function padded(row: readonly string[], widths: readonly number[]): readonly string[] {
  return row.map((cell, column) => {
    const width = widths[column] ?? 0;
    return isText(column) ? cell.padEnd(width) : cell.padStart(width);
  });
}

/** Name and note; the columns between them are numbers. */
function isText(column: number): boolean {
  return column === 0 || column === 4;
}

type Cells = readonly [string, string, string, string, string];

function cellsOf(table: Table): readonly [Cells, ...Cells[]] {
  const unit = table.better === "more" ? `${table.unit} (more is better)` : table.unit;
  return [["", unit, "ours ÷ it", "spread", ""], ...summarize(table).map(cellsOfRow)];
}

function cellsOfRow({ name, median, ratio, note }: RowSummary): Cells {
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
