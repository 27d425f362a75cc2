/**
 * Reads the fields of one line of CSV (RFC 4180 section 2): a field in quotes may hold the delimiter, and quotes, doubled.
 *
 * @param fields Where to put them; what it had beyond them stays.
 * @returns How many there are. Undefined when a quoted field does not end, or something follows its end.
 */
export function readCsvFields(line: string, delimiter: string, fields: string[]): number | undefined {
  let count = 0;
  for (let at = 0; at <= line.length; ) {
    const isQuoted = line.charAt(at) === '"';
    const end = isQuoted ? endOfQuoted(line, at) : endOfPlain(line, at, delimiter);
    if (end === undefined || (end < line.length && line.charAt(end) !== delimiter)) return undefined;
    fields[count++] = isQuoted ? line.slice(at + 1, end - 1).replaceAll('""', '"') : line.slice(at, end);
    at = end + 1;
  }
  return count;
}

function endOfPlain(line: string, from: number, delimiter: string): number {
  const end = line.indexOf(delimiter, from);
  return end < 0 ? line.length : end;
}

/** Index after the closing quote. */
function endOfQuoted(line: string, from: number): number | undefined {
  for (let at = line.indexOf('"', from + 1); at >= 0; at = line.indexOf('"', at + 2))
    if (line.charAt(at + 1) !== '"') return at + 1;
  return undefined;
}
