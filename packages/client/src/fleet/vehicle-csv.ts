import { csvFields } from "./csv-fields.ts";
import { iterate, type Source } from "./source.ts";
import type { VehicleRow } from "./vehicle-row.ts";

/**
 * Vehicles from CSV: a header line with the columns `vin` and `brand`, in any order and case, and, where wanted, columns
 * named `tag:` and the tag's name; other columns are left alone. Comma or semicolon, quoted fields (RFC 4180), a byte order
 * mark, and either line ending are understood. A line that is broken is told of by its number, and the rest goes on: a
 * quoted field must end on its line. One line is held at a time.
 *
 * @param source Text or UTF-8 bytes: `file.stream()`, `createReadStream(path)`, `response.body`, `[text]`.
 * @throws {TypeError} when the header does not name `vin` and `brand`, each once.
 */
export async function* readVehicleCsv(
  source: Source<string | Uint8Array>,
): AsyncGenerator<VehicleRow, void, undefined> {
  let line = 0;
  let header: Header | undefined;
  for await (const text of lines(source)) {
    line++;
    if (text.trim() === "") continue;
    if (header) yield readLine(text, line, header);
    else header = readHeader(text);
  }
}

interface Header {
  readonly delimiter: string;
  readonly width: number;
  readonly vin: number;
  readonly brand: number;
  readonly tags: readonly (readonly [name: string, column: number])[];
}

function readHeader(text: string): Header {
  const delimiter = text.includes(";") ? ";" : ",";
  const names = csvFields(text, delimiter)?.map((name) => name.trim()) ?? [];
  const columnOf = (wanted: string): number => {
    const columns = [...names.keys()].filter((column) => names[column]?.toLowerCase() === wanted);
    const [only] = columns;
    if (only !== undefined && columns.length === 1) return only;
    throw new TypeError(
      `the CSV's header must have one column "${wanted}", and has ${names.map((name) => JSON.stringify(name)).join(", ")}`,
    );
  };
  const tags = [...names.entries()].flatMap(([column, name]) => {
    const [, tag] = /^tag:(.+)$/i.exec(name) ?? [];
    return tag === undefined ? [] : [[tag.trim(), column] as const];
  });
  return { delimiter, width: names.length, vin: columnOf("vin"), brand: columnOf("brand"), tags };
}

function readLine(text: string, line: number, { delimiter, width, vin, brand, tags }: Header): VehicleRow {
  const fields = csvFields(text, delimiter);
  if (!fields)
    return { line, problem: "the line has a quoted field that does not end, or goes on after its end" };
  if (fields.length !== width)
    return { line, problem: `the line has ${fields.length} fields, and the header ${width}` };
  const at = (column: number): string => fields[column]?.trim() ?? "";
  const filled = tags.filter(([, column]) => at(column) !== "");
  const vehicle = {
    vin: at(vin),
    brand: at(brand),
    ...(filled.length > 0 && {
      tags: Object.fromEntries(filled.map(([name, column]) => [name, at(column)])),
    }),
  };
  return { line, vehicle };
}

/** Without their line ends. */
async function* lines(source: Source<string | Uint8Array>): AsyncGenerator<string> {
  // Takes the byte order mark out of bytes.
  const decoder = new TextDecoder();
  let rest = "";
  let isFirst = true;
  for await (const chunk of iterate(source)) {
    rest += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
    if (isFirst && rest !== "") {
      rest = rest.replace(/^\uFEFF/, "");
      isFirst = false;
    }
    const pieces = rest.split(/\r?\n/);
    // A "\r" at the end may be half a line end; it stays until the other half comes, or the file ends.
    rest = pieces.pop() ?? "";
    yield* pieces;
  }
  rest = (rest + decoder.decode()).replace(/\r$/, "");
  if (rest !== "") yield rest;
}
