/**
 * The fields of one line of CSV (RFC 4180 section 2): a field in quotes may hold the delimiter, and quotes, doubled.
 * Undefined when a quoted field does not end, or something follows its end.
 */
export function csvFields(line: string, delimiter: string): string[] | undefined {
  const fields: string[] = [];
  for (let at = 0; at <= line.length; ) {
    const end = line.charAt(at) === '"' ? endOfQuoted(line, at) : endOfPlain(line, at, delimiter);
    if (end === undefined || (end < line.length && line.charAt(end) !== delimiter)) return undefined;
    const text = line.slice(at, end);
    fields.push(text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text);
    at = end + 1;
  }
  return fields;
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
