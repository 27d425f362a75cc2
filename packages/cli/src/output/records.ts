import { csvLine } from "./csv-line.ts";
import type { OutputFormat, OutputRecord } from "./record.ts";
import { lineText } from "./terminal-text.ts";

export interface RecordWriter {
  write(record: OutputRecord): void;
  /** Writes the records that are held back to align columns. */
  end(): void;
}

export interface RecordOptions {
  readonly format: OutputFormat;
  /** The columns, in their order. */
  readonly columns: readonly string[];
  /**
   * Whether each record is written as soon as it is available. Default: tables are aligned over all records.
   */
  readonly isLive?: boolean;
  /** The width of the terminal, for tables. Default: no limit. */
  readonly width?: number | undefined;
  readonly write: (text: string) => void;
  /** Emphasizes a header. */
  readonly head?: (text: string) => string;
}

/** Returns a writer for the records of a command as a table, as JSON Lines or as CSV (RFC 4180). */
export function recordWriter(options: RecordOptions): RecordWriter {
  if (options.format === "json") return jsonWriter(options);
  if (options.format === "csv") return csvWriter(options);
  return tableWriter(options);
}

function jsonWriter({ columns, write }: RecordOptions): RecordWriter {
  return {
    write(record) {
      const members = columns.map((column) => [column, record[column] ?? null]);
      // JSON may contain characters that change a terminal: they are written as escapes, which are the same
      // JSON.
      write(`${lineText(JSON.stringify(Object.fromEntries(members)))}\n`);
    },
    end() {},
  };
}

function csvWriter({ columns, write }: RecordOptions): RecordWriter {
  let hasHead = false;
  const head = (): void => {
    if (!hasHead) write(csvLine(columns));
    hasHead = true;
  };
  return {
    write(record) {
      head();
      write(csvLine(columns.map((column) => record[column])));
    },
    end: head,
  };
}

const gap = "  ";
/** The number of records that a table holds back to find the widths of its columns. */
const mostHeldBack = 1_000;
const leastWidth = 6;

function tableWriter({
  columns,
  isLive,
  width = Infinity,
  write,
  head = String,
}: RecordOptions): RecordWriter {
  let held: string[][] = [];
  let widths: readonly number[] | undefined;

  function flush(): void {
    const rows = held;
    held = [];
    if (rows.length === 0) return;
    if (!widths) {
      widths = fitted(widthsOf([columns, ...rows], isLive === true), width);
      write(`${head(lineOf(columns, widths))}\n`);
    }
    for (const row of rows) write(`${lineOf(row, widths)}\n`);
  }

  return {
    write(record) {
      held.push(columns.map((column) => lineText(String(record[column] ?? ""))));
      if (isLive || held.length >= mostHeldBack) flush();
    },
    end: flush,
  };
}

function widthsOf(rows: readonly (readonly string[])[], isLive: boolean): number[] {
  const [head = []] = rows;
  return head.map((_, column) =>
    Math.max(isLive ? 10 : 0, ...rows.slice(0, mostHeldBack + 1).map((row) => row[column]?.length ?? 0)),
  );
}

/**
 * Narrows the widest columns until all fit. The last column keeps its length, and the terminal cuts or wraps
 * it.
 */
function fitted(widths: readonly number[], width: number): readonly number[] {
  const narrowed = [...widths];
  const total = (): number => narrowed.reduce((sum, each) => sum + each + gap.length, -gap.length);
  while (total() > width) {
    const widest = Math.max(...narrowed);
    if (widest <= leastWidth) break;
    narrowed[narrowed.indexOf(widest)] = widest - 1;
  }
  return narrowed;
}

function lineOf(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((cell, column) => shortened(cell, widths[column] ?? 0).padEnd(widths[column] ?? 0))
    .join(gap)
    .trimEnd();
}

function shortened(cell: string, width: number): string {
  return cell.length > width ? `${cell.slice(0, Math.max(0, width - 1))}…` : cell;
}
