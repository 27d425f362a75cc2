import { type CsvFormat, readCsvFields } from "./csv-fields.ts";

/** The positions of the needed columns. */
export interface Header extends CsvFormat {
  readonly wanted: ReadonlySet<number>;
  readonly width: number;
  readonly vin: number;
  readonly brand: number;
  readonly tags: readonly (readonly [name: string, column: number])[];
}

const delimiters = [",", ";", "\t", "|"];

/**
 * Returns the delimiter of a first line such as `sep=;`, which spreadsheets write and read; `undefined` for any other
 * line.
 */
export function delimiterLine(line: string): string | undefined {
  return /^"?sep=([,;\t|])"?\s*$/i.exec(line)?.[1];
}

/**
 * Reads the header line. Without a `sep=` line, the delimiter is the one that results in the columns `vin` and `brand`.
 *
 * @throws {TypeError} if the header does not have the columns `vin` and `brand`, each once, or if it has a duplicate
 * tag.
 */
export function readHeader(line: string, delimiter?: string): Header {
  const candidates = (delimiter === undefined ? delimiters : [delimiter]).map((one) => ({
    delimiter: one,
    names: namesOf(line, one),
  }));
  const [most = { delimiter: ",", names: [] }] = candidates.toSorted(
    (a, b) => b.names.length - a.names.length,
  );
  return headerOf(candidates.find(({ names }) => hasVehicles(names)) ?? most);
}

interface ColumnNames {
  readonly delimiter: string;
  readonly names: readonly string[];
}

function namesOf(line: string, delimiter: string): string[] {
  const fields: string[] = [];
  const count = readCsvFields(line, { delimiter }, fields) ?? 0;
  return fields.slice(0, count).map((name) => name.trim());
}

function hasVehicles(names: readonly string[]): boolean {
  const lower = names.map((name) => name.toLowerCase());
  return lower.includes("vin") && lower.includes("brand");
}

function headerOf({ delimiter, names }: ColumnNames): Header {
  const [vin, brand] = [columnOf(names, "vin"), columnOf(names, "brand")];
  const tags = tagsOf(names);
  const wanted = new Set([vin, brand, ...tags.map(([, column]) => column)]);
  return { delimiter, wanted, width: names.length, vin, brand, tags };
}

function columnOf(names: readonly string[], wanted: string): number {
  const columns = [...names.keys()].filter((column) => names[column]?.toLowerCase() === wanted);
  const [only] = columns;
  if (only !== undefined && columns.length === 1) return only;
  const got = names.slice(0, 20).map(shown).join(", ");
  throw new TypeError(`The CSV's header must have one column "${wanted}", got ${got || "no columns"}.`);
}

function tagsOf(names: readonly string[]): Header["tags"] {
  const columns = new Map<string, number>();
  for (const [column, name] of names.entries()) {
    if (!/^tag:/i.test(name)) continue;
    const tag = name.slice("tag:".length).trim();
    if (tag === "")
      throw new TypeError(`The CSV's column ${column + 1} must have a name after "tag:", got none.`);
    if (columns.has(tag))
      throw new TypeError(`The CSV's header must have one column ${shown(`tag:${tag}`)}, got two.`);
    columns.set(tag, column);
  }
  return [...columns];
}

function shown(name: string): string {
  return JSON.stringify(name.length > 40 ? `${name.slice(0, 40)}…` : name);
}
