import type { VehicleRow } from "../enroll/vehicle-row.ts";
import { inPieces, iterate, type Source } from "../source.ts";
import { type CsvFormat, readCsvFields } from "./csv-fields.ts";
import { CsvLines } from "./csv-lines.ts";

/**
 * Vehicles from CSV: a header line with the columns `vin` and `brand`, in any order and case, and, where wanted, columns
 * named `tag:` and the tag's name; other columns are left alone. Comma or semicolon, quoted fields (RFC 4180), a byte order
 * mark, and either line ending are understood. A line that is broken is told of by its number, and the rest goes on: a
 * quoted field must end on its line. One line is held at a time.
 *
 * @param source Text or UTF-8 bytes: `file.stream()`, `createReadStream(path)`, `response.body`, `[text]`.
 * @throws {TypeError} when the header does not name `vin` and `brand`, each once; when a line has more than 1,048,576
 * characters, as happens to files that are no CSV.
 */
export function readVehicleCsv(
  source: Source<string | Uint8Array>,
): AsyncGenerator<VehicleRow, void, undefined> {
  const pieces = readPieces(source);
  // What both ways have in common: who has taken some rows as rows goes on behind them in pieces.
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
  source: Source<string | Uint8Array>,
): AsyncGenerator<Iterable<VehicleRow>, void, undefined> {
  const lines = new CsvLines();
  const reader = new RowReader();
  for await (const piece of iterate(source)) {
    yield reader.read(lines.push(piece));
    if (lines.held > LONGEST_LINE)
      throw new TypeError(`line ${reader.line + 1} has more than ${LONGEST_LINE} characters: is this a CSV?`);
  }
  yield reader.read([lines.end()]);
}

const LONGEST_LINE = 1_048_576;

/** Makes a row of each line but the first, which says what the others are, and those that are empty. */
class RowReader {
  line = 0;
  #header: Header | undefined;
  /** Of the current line: used again for each, and as good as it is to have no list for each of a million. */
  readonly #fields: string[] = [];
  /** Of the vehicle before: most have the same, and one text is enough for all of those. */
  #brand = "";
  readonly #bytes = new Uint8Array(17);
  readonly #decoder = new TextDecoder();

  /** @param lines Undefined where one is not UTF-8. */
  *read(lines: Iterable<string | undefined>): Generator<VehicleRow, void, undefined> {
    for (const line of lines) {
      const row = this.#readLine(line);
      if (row) yield row;
    }
  }

  #readLine(text: string | undefined): VehicleRow | undefined {
    const line = ++this.line;
    if (text === undefined && this.#header) return { line, problem: "the line is not UTF-8" };
    if (text === undefined) throw new TypeError("the CSV's header is not UTF-8");
    if (text.trim() === "") return undefined;
    if (this.#header) return this.#readVehicle(text, line, this.#header);
    this.#header = readHeader(text.replace(/^\uFEFF/, ""));
    return undefined;
  }

  /** A VIN as a string of its own: as a part of its line it would keep that in memory as long as itself. */
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

  #readVehicle(text: string, line: number, header: Header): VehicleRow {
    const { width, vin, brand, tags } = header;
    const fields = this.#fields;
    const count = readCsvFields(text, header, fields);
    if (count === undefined)
      return { line, problem: "the line has a quoted field that does not end, or goes on after its end" };
    if (count !== width) return { line, problem: `the line has ${count} fields, and the header ${width}` };
    const written = fields[brand]?.trim() ?? "";
    if (written !== this.#brand) this.#brand = written;
    const vehicle = { vin: this.#copyOf(fields[vin]?.trim() ?? ""), brand: this.#brand };
    const filled = tags.length > 0 ? readTags(fields, tags) : [];
    return filled.length > 0
      ? { line, vehicle: { ...vehicle, tags: Object.fromEntries(filled) } }
      : { line, vehicle };
  }
}

interface Header extends CsvFormat {
  readonly width: number;
  readonly vin: number;
  readonly brand: number;
  readonly tags: readonly (readonly [name: string, column: number])[];
}

function readHeader(text: string): Header {
  const delimiter = text.includes(";") ? ";" : ",";
  const fields: string[] = [];
  const count = readCsvFields(text, { delimiter }, fields) ?? 0;
  const names = fields.slice(0, count).map((name) => name.trim());
  const columnOf = (wanted: string): number => {
    const columns = [...names.keys()].filter((column) => names[column]?.toLowerCase() === wanted);
    const [only] = columns;
    if (only !== undefined && columns.length === 1) return only;
    throw new TypeError(
      `the CSV's header must have one column "${wanted}", and has ${names.slice(0, 20).map(shown).join(", ")}`,
    );
  };
  const tags = [...names.entries()].flatMap(([column, name]) => {
    const [, tag] = /^tag:(.+)$/i.exec(name) ?? [];
    return tag === undefined ? [] : [[tag.trim(), column] as const];
  });
  const [vin, brand] = [columnOf("vin"), columnOf("brand")];
  const wanted = new Set([vin, brand, ...tags.map(([, column]) => column)]);
  return { delimiter, wanted, width: names.length, vin, brand, tags };
}

function readTags(fields: readonly string[], tags: Header["tags"]): (readonly [name: string, tag: string])[] {
  return tags
    .map(([name, column]) => [name, fields[column]?.trim() ?? ""] as const)
    .filter(([, tag]) => tag !== "");
}

function shown(name: string): string {
  return JSON.stringify(name.length > 40 ? `${name.slice(0, 40)}…` : name);
}
