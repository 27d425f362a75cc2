export interface CsvFormat {
  readonly delimiter: string;
  /** The columns that are needed, counted from 0. Default: all. */
  readonly wanted?: ReadonlySet<number> | undefined;
}

/**
 * Reads the fields of one line of CSV (RFC 4180 section 2). A field in quotes may contain the delimiter, and doubled quotes.
 *
 * @param fields Receives the needed fields by column. Other columns stay unchanged.
 * @returns How many fields the line has. `undefined` if a quoted field does not end, or if something follows its end.
 */
export function readCsvFields(
  line: string,
  { delimiter, wanted }: CsvFormat,
  fields: string[],
): number | undefined {
  let column = 0;
  for (let at = 0; at <= line.length; column++) {
    const isQuoted = line.charAt(at) === '"';
    const end = isQuoted ? endOfQuoted(line, at) : endOfPlain(line, at, delimiter);
    if (end === undefined || (end < line.length && line.charAt(end) !== delimiter)) return undefined;
    if (!wanted || wanted.has(column))
      fields[column] = isQuoted ? unquoted(line, at, end) : line.slice(at, end);
    at = end + 1;
  }
  return column;
}

function unquoted(line: string, from: number, end: number): string {
  return line.slice(from + 1, end - 1).replaceAll('""', '"');
}

function endOfPlain(line: string, from: number, delimiter: string): number {
  const end = line.indexOf(delimiter, from);
  return end < 0 ? line.length : end;
}

/** Returns the index after the closing quote. */
function endOfQuoted(line: string, from: number): number | undefined {
  for (let at = line.indexOf('"', from + 1); at >= 0; at = line.indexOf('"', at + 2))
    if (line.charAt(at + 1) !== '"') return at + 1;
  return undefined;
}
