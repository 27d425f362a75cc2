import type { UncheckedVehicle, VehicleRow } from "../enroll/vehicle-row.ts";
import { inPieces } from "../source.ts";
import { readCsvFields } from "./csv-fields.ts";
import { delimiterLine, type Header, readHeader } from "./csv-header.ts";
import { CsvLines } from "./csv-lines.ts";
import { type CsvSource, csvPieces } from "./csv-source.ts";

/**
 * Reads vehicles from CSV as programs write it. The header line names the columns `vin` and `brand`, in any order and case,
 * and `tag:` with a name for each tag. Other columns are ignored. The delimiter is a comma, a semicolon, a tab or a bar;
 * fields can be quoted (RFC 4180); empty last cells can be left out. Text is UTF-8, UTF-16 with a byte order mark, or else
 * Windows-1252. A broken line is reported with its number, and reading continues. A quoted field must end on its line.
 * Only one
 * line is in memory.
 *
 * @param source Text or bytes, whole or in pieces: `file`, `file.stream()`, `createReadStream(path)`, `response.body`.
 * @throws {TypeError} if the header does not have the columns `vin` and `brand`, each once; if it has a duplicate tag;
 * or if a line has more than 1,048,576 characters, which means that the file is not a CSV.
 */
export function readVehicleCsv(source: CsvSource): AsyncGenerator<VehicleRow, void, undefined> {
  const pieces = readPieces(csvPieces(source));
  // State that both ways of reading share: a reader that took some rows one by one can continue in batches.
  let current: Iterable<VehicleRow> = [];

  async function* rows(): AsyncGenerator<VehicleRow, void, undefined> {
    for await (current of pieces) yield* current;
  }

  async function* rest(): AsyncGenerator<Iterable<VehicleRow>, void, undefined> {
    try {
      yield current;
      for await (const piece of pieces) yield piece;
    } finally {
      await pieces.return();
    }
  }

  return Object.assign(rows(), { [inPieces]: rest });
}

async function* readPieces(
  pieces: AsyncIterable<string | Uint8Array>,
): AsyncGenerator<Iterable<VehicleRow>, void, undefined> {
  const lines = new CsvLines();
  const reader = new RowReader();
  for await (const piece of pieces) yield reader.read(lines.push(piece));
  yield reader.read([lines.end()]);
  if (!reader.hasHeader)
    yield [{ line: 1, problem: "the file is empty: its first line must name the columns vin and brand" }];
}

/** Returns a row for each line after the header that is not empty. */
class RowReader {
  #line = 0;
  #delimiter: string | undefined;
  #header: Header | undefined;
  /** The fields of the current line. The list is reused, so that a million lines do not need a million lists. */
  readonly #fields: string[] = [];
  /** The brand of the previous vehicle. Most vehicles have the same brand, and they can share one string. */
  #brand = "";
  readonly #bytes = new Uint8Array(17);
  readonly #decoder = new TextDecoder();

  get hasHeader(): boolean {
    return this.#header !== undefined;
  }

  *read(lines: Iterable<string>): Generator<VehicleRow, void, undefined> {
    for (const line of lines) {
      const row = this.#readLine(line);
      if (row) yield row;
    }
  }

  #readLine(text: string): VehicleRow | undefined {
    const line = ++this.#line;
    if (text.trim() === "") return undefined;
    if (this.#header) return this.#readVehicle(text, line, this.#header);
    const first = text.replace(/^\uFEFF/, "");
    const delimiter = delimiterLine(first);
    if (delimiter === undefined) this.#header = readHeader(first, this.#delimiter);
    else this.#delimiter = delimiter;
    return undefined;
  }

  #readVehicle(text: string, line: number, header: Header): VehicleRow | undefined {
    const { width, wanted, tags } = header;
    const fields = this.#fields;
    const count = readCsvFields(text, header, fields);
    if (count !== width) {
      const problem = problemOf(text, count, header);
      if (problem !== undefined) return isBlank(text, header) ? undefined : { line, problem };
      // Omitted cells are empty, not those of the previous line.
      const filled = count ?? 0;
      for (const column of wanted) if (column >= filled) fields[column] = "";
    }
    const vehicle = this.#vehicleOf(header);
    // For formatted empty lines, spreadsheets write delimiters only.
    if (vehicle.vin === "" && isBlank(text, header)) return undefined;
    return { line, vehicle: tags.length > 0 ? withTags(vehicle, readTags(fields, tags)) : vehicle };
  }

  #vehicleOf({ vin, brand }: Header): UncheckedVehicle {
    const written = this.#fields[brand]?.trim() ?? "";
    if (written !== this.#brand) this.#brand = written;
    return { vin: this.#copyOf(this.#fields[vin]?.trim() ?? ""), brand: this.#brand };
  }

  /** Returns a VIN as a new string: a slice would keep its line in memory. */
  #copyOf(vin: string): string {
    const bytes = this.#bytes;
    if (vin.length !== bytes.length) return vin;
    for (let at = 0; at < vin.length; at++) {
      const code = vin.charCodeAt(at);
      if (code > 0x7f) return vin;
      bytes[at] = code;
    }
    return this.#decoder.decode(bytes);
  }
}

/** Returns why a line whose number of fields differs from the header cannot be read, or `undefined`. */
function problemOf(text: string, count: number | undefined, header: Header): string | undefined {
  if (count === undefined) return "the line has a quoted field that does not end, or continues after its end";
  const { width, vin, brand } = header;
  const isReadable = count > Math.max(vin, brand) && !hasMore(text, header);
  return isReadable ? undefined : `the line has ${count} fields, and the header ${width}`;
}

function withTags(vehicle: UncheckedVehicle, tags: readonly (readonly [string, string])[]): UncheckedVehicle {
  return tags.length > 0 ? { ...vehicle, tags: Object.fromEntries(tags) } : vehicle;
}

function isBlank(text: string, { delimiter }: Header): boolean {
  return fieldsOf(text, delimiter)?.every((field) => field.trim() === "") ?? false;
}

/** Returns whether a cell to the right of the header's last column has content. */
function hasMore(text: string, { delimiter, width }: Header): boolean {
  const more = fieldsOf(text, delimiter)?.slice(width) ?? [];
  return more.some((field) => field.trim() !== "");
}

function fieldsOf(text: string, delimiter: string): readonly string[] | undefined {
  const fields: string[] = [];
  return readCsvFields(text, { delimiter }, fields) === undefined ? undefined : fields;
}

function readTags(fields: readonly string[], tags: Header["tags"]): (readonly [name: string, tag: string])[] {
  return tags
    .map(([name, column]) => [name, fields[column]?.trim() ?? ""] as const)
    .filter(([, tag]) => tag !== "");
}
