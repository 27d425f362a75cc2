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
 * Windows-1252. A broken line is reported by its number and the rest goes on: a quoted field must end on its line. Only one
 * line is in memory.
 *
 * @param source Text or bytes, whole or in pieces: `file`, `file.stream()`, `createReadStream(path)`, `response.body`.
 * @throws {TypeError} if the header does not name `vin` and `brand`, each once; if it names a tag twice; if a line has more
 * than 1,048,576 characters, as happens with files that are not CSV.
 */
export function readVehicleCsv(source: CsvSource): AsyncGenerator<VehicleRow, void, undefined> {
  const pieces = readPieces(csvPieces(source));
  // What both ways have in common: who has taken some rows one by one continues behind them in pieces.
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

/** Makes a row of each line that is not empty, after the header. */
class RowReader {
  #line = 0;
  #delimiter: string | undefined;
  #header: Header | undefined;
  /** Of the current line. It is used again for each line, so that no list is made for each of a million. */
  readonly #fields: string[] = [];
  /** Of the vehicle before. Most have the same brand, and one text is enough for all of those. */
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
      // Cells that are left out are empty, not those of the line before.
      const filled = count ?? 0;
      for (const column of wanted) if (column >= filled) fields[column] = "";
    }
    const vehicle = this.#vehicleOf(header);
    // Spreadsheets write empty lines that somebody has formatted as delimiters only.
    if (vehicle.vin === "" && isBlank(text, header)) return undefined;
    return { line, vehicle: tags.length > 0 ? withTags(vehicle, readTags(fields, tags)) : vehicle };
  }

  #vehicleOf({ vin, brand }: Header): UncheckedVehicle {
    const written = this.#fields[brand]?.trim() ?? "";
    if (written !== this.#brand) this.#brand = written;
    return { vin: this.#copyOf(this.#fields[vin]?.trim() ?? ""), brand: this.#brand };
  }

  /** A VIN as a string of its own: as a part of its line it would keep the line in memory as long as itself. */
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

/** Why a line with another number of fields than the header cannot be read, or `undefined`. */
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

/** Whether there is something to the right of the header's last column. */
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
