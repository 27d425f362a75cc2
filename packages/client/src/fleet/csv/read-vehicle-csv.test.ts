import { expect, test } from "vitest";
import { collect } from "../../../test/fake-fleet.ts";
import { iteratePieces } from "../source.ts";
import { readVehicleCsv } from "./read-vehicle-csv.ts";

const vin = "WVWZZZ1KZ9W000001";

test.each([
  ["the plainest file", `vin,brand\n${vin},bmw\n`],
  ["no line end at the end", `vin,brand\n${vin},bmw`],
  ["CRLF", `vin,brand\r\n${vin},bmw\r\n`],
  ["a byte order mark", `\uFEFFvin,brand\n${vin},bmw\n`],
  ["quoted fields", `"vin","brand"\n"${vin}","bmw"\n`],
  ["columns in another order and case, and additional columns", `note,Brand,VIN\nx,bmw,${vin}\n`],
  ["semicolons", `vin;brand\n${vin};bmw\n`],
  ["spaces and empty lines", `\n vin , brand \n\n${vin} , bmw\n\n`],
])("reads %s", async (_name, text) => {
  const sources = [[text], [...text], [new TextEncoder().encode(text)]];
  for (const source of sources)
    expect(await collect(readVehicleCsv(source))).toMatchObject([{ vehicle: { vin, brand: "bmw" } }]);
});

test("reads tags, and quotes and delimiters within quotes", async () => {
  const text = `vin,brand,tag:depot,tag:note\n${vin},bmw,"Berlin, Nord","say ""hi"""\n${vin},bmw,,\n`;
  expect(await collect(readVehicleCsv([text]))).toEqual([
    { line: 2, vehicle: { vin, brand: "bmw", tags: { depot: "Berlin, Nord", note: 'say "hi"' } } },
    { line: 3, vehicle: { vin, brand: "bmw" } },
  ]);
});

test("reads pieces that split a character or a line end", async () => {
  const bytes = new TextEncoder().encode(`vin,brand,tag:ort\r\n${vin},bmw,Köln\r\n`);
  const pieces = [...bytes].map((byte) => Uint8Array.of(byte));
  expect(await collect(readVehicleCsv(pieces))).toEqual([
    { line: 2, vehicle: { vin, brand: "bmw", tags: { ort: "Köln" } } },
  ]);
});

test("reports broken lines with their number, and continues", async () => {
  const text = `vin,brand\n${vin},bmw\n"${vin},bmw\n${vin}\n"${vin}"x,bmw\n${vin},bmw\n`;
  expect(await collect(readVehicleCsv([text]))).toEqual([
    { line: 2, vehicle: { vin, brand: "bmw" } },
    { line: 3, problem: "the line has a quoted field that does not end, or continues after its end" },
    { line: 4, problem: "the line has 1 fields, and the header 2" },
    { line: 5, problem: "the line has a quoted field that does not end, or continues after its end" },
    { line: 6, vehicle: { vin, brand: "bmw" } },
  ]);
});

test("reports a broken line 500,000 and reads the lines around it", async () => {
  function* file() {
    yield "vin,brand\n";
    for (let line = 2; line <= 500_010; line++) yield line === 500_000 ? `"${vin}\n` : `${vin},bmw\n`;
  }
  let good = 0;
  const broken: number[] = [];
  for await (const row of readVehicleCsv(file())) {
    if ("problem" in row) broken.push(row.line);
    else good++;
  }
  expect(broken).toEqual([500_000]);
  expect(good).toBe(500_008);
});

test("reads Windows-1252, in the header too, beside lines of UTF-8", async () => {
  // Each character of these texts is one byte in Windows-1252, and its code is the byte.
  const windows = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));
  const bytes = Uint8Array.of(
    ...windows(`vin;brand;tag:gr\u00f6\u00dfe\r\n${vin};bmw;K\u00f6ln \u0080\r\n`),
    ...new TextEncoder().encode(`${vin};bmw;Köln €\r\n`),
  );
  const row = { vin, brand: "bmw", tags: { größe: "Köln €" } };
  expect(await collect(readVehicleCsv(bytes))).toEqual([
    { line: 2, vehicle: row },
    { line: 3, vehicle: row },
  ]);
});

test.each([
  ["utf-16le", [0xff, 0xfe], (code: number) => [code & 0xff, code >> 8]],
  ["utf-16be", [0xfe, 0xff], (code: number) => [code >> 8, code & 0xff]],
])("reads %s, from whole files and from single bytes", async (_name, mark, bytesOf) => {
  const text = `vin\tbrand\ttag:ort\r\n${vin}\tbmw\tKöln\r\n`;
  const bytes = Uint8Array.of(...mark, ...[...text].flatMap((character) => bytesOf(character.charCodeAt(0))));
  const rows = [{ line: 2, vehicle: { vin, brand: "bmw", tags: { ort: "Köln" } } }];
  expect(await collect(readVehicleCsv(bytes))).toEqual(rows);
  expect(await collect(readVehicleCsv([...bytes].map((byte) => Uint8Array.of(byte))))).toEqual(rows);
});

test("accepts text, bytes, a Blob and streams of both", async () => {
  const text = `vin,brand\n${vin},bmw\n`;
  const bytes = new TextEncoder().encode(text);
  const file = new Blob([bytes]);
  for (const source of [text, bytes, file, file.stream(), [text], [bytes], new Set([text])])
    expect(await collect(readVehicleCsv(source))).toEqual([{ line: 2, vehicle: { vin, brand: "bmw" } }]);
});

test.each([undefined, null, 7, {}, new Promise(() => undefined)])(
  "rejects the source %o at once",
  (source) => {
    expect(() => readVehicleCsv(source as never)).toThrow(
      `The source of readVehicleCsv() must be text, bytes, a Blob, or a stream of text or bytes, got ${typeof source}.`,
    );
  },
);

test("reads omitted cells as empty, not as the cells of the line before", async () => {
  const text = `vin,brand,tag:depot,tag:note\n${vin},bmw,Berlin,new\n${vin},bmw\n${vin},bmw,Berlin\n`;
  expect(await collect(readVehicleCsv(text))).toEqual([
    { line: 2, vehicle: { vin, brand: "bmw", tags: { depot: "Berlin", note: "new" } } },
    { line: 3, vehicle: { vin, brand: "bmw" } },
    { line: 4, vehicle: { vin, brand: "bmw", tags: { depot: "Berlin" } } },
  ]);
});

test("ignores only empty cells after the last column", async () => {
  const text = `vin,brand\n${vin},bmw,,"",\n${vin},bmw,x\n${vin},bmw,,x\n`;
  expect(await collect(readVehicleCsv(text))).toEqual([
    { line: 2, vehicle: { vin, brand: "bmw" } },
    { line: 3, problem: "the line has 3 fields, and the header 2" },
    { line: 4, problem: "the line has 4 fields, and the header 2" },
  ]);
});

test("ignores lines that contain only delimiters", async () => {
  const text = `vin;brand;note\n;;\n;\n;;;;\n"";"";""\n;bmw;\n;;x\n`;
  expect(await collect(readVehicleCsv(text))).toEqual([
    { line: 6, vehicle: { vin: "", brand: "bmw" } },
    { line: 7, vehicle: { vin: "", brand: "" } },
  ]);
});

test.each([
  ["a comma file with a semicolon in the header", `vin,brand,"note; or so"\n${vin},bmw,x\n`],
  ["a semicolon file with commas in the header", `"note, or, so";vin;brand\nx;${vin};bmw\n`],
  ["tabs", `vin\tbrand\n${vin}\tbmw\n`],
  ["bars", `vin|brand\n${vin}|bmw\n`],
  ["a first column without a name", `,brand,vin\n0,bmw,${vin}\n`],
  ["an empty last column", `vin,brand,\n${vin},bmw,\n`],
  ["a byte order mark before a quote", `\uFEFF"vin","brand"\n"${vin}","bmw"\n`],
  ["line ends of CR", `vin,brand\r${vin},bmw\r`],
])("reads %s", async (_name, text) => {
  const bytes = new TextEncoder().encode(text);
  for (const source of [text, [...text], bytes, [...bytes].map((byte) => Uint8Array.of(byte))])
    expect(await collect(readVehicleCsv(source))).toMatchObject([
      { line: 2, vehicle: { vin, brand: "bmw" } },
    ]);
});

test.each([
  ["sep=;", ";"],
  ['"sep=,"', ","],
  ["SEP=\t", "\t"],
])("follows a first line %j", async (first, delimiter) => {
  const text = `\uFEFF${first}\r\nvin${delimiter}brand\r\n${vin}${delimiter}bmw\r\n`;
  expect(await collect(readVehicleCsv(text))).toEqual([{ line: 3, vehicle: { vin, brand: "bmw" } }]);
});

test("counts CR, LF and CRLF as one line end, for any pieces", async () => {
  const text = `vin,brand\r\n\n\r\r\n${vin},bmw\n\r${vin},mini`;
  const whole = await collect(readVehicleCsv(text));
  expect(whole.map(({ line }) => line)).toEqual([5, 7]);
  const bytes = new TextEncoder().encode(text);
  for (let cut = 0; cut <= text.length; cut++) {
    expect(await collect(readVehicleCsv([text.slice(0, cut), "", text.slice(cut)]))).toEqual(whole);
    const pieces = [bytes.slice(0, cut), new Uint8Array(), bytes.slice(cut)];
    expect(await collect(readVehicleCsv(pieces))).toEqual(whole);
  }
});

test("returns a VIN exactly as it is written", async () => {
  const vins = ["WVWZZZ1KZ9W00000é", "WVWZZZ1KZ9W00000\u0141", "ШVWZZZ1KZ9W000001", "wvwzzz1kz9w000001"];
  const text = `vin,brand\n${vins.map((one) => `${one},bmw\n`).join("")}`;
  const rows = await collect(readVehicleCsv([new TextEncoder().encode(text)]));
  expect(rows.map((row) => "vehicle" in row && row.vehicle.vin)).toEqual(vins);
});

test("reads from a source that reuses its buffer", async () => {
  const text = `vin,brand\n${vin},bmw\n${vin},mini\n`;
  function* source() {
    const buffer = new Uint8Array(7);
    for (let at = 0; at < text.length; at += buffer.length)
      yield buffer.subarray(0, new TextEncoder().encodeInto(text.slice(at, at + 7), buffer).written);
  }
  expect(await collect(readVehicleCsv(source()))).toMatchObject([
    { vehicle: { vin, brand: "bmw" } },
    { vehicle: { vin, brand: "mini" } },
  ]);
});

const tooLong = "line 2 has more than 1048576 characters. Is the file a CSV?";

test.each([
  ["text", "A".repeat(65_536)],
  ["bytes", new Uint8Array(65_536).fill(0x41)],
])("stops at a line of %s without an end", async (_name, piece) => {
  let pieces = 0;
  function* endless() {
    yield "vin,brand\n";
    for (;;) {
      pieces++;
      yield piece;
    }
  }
  await expect(collect(readVehicleCsv(endless()))).rejects.toThrow(new TypeError(tooLong));
  expect(pieces).toBe(17);
});

test.each([true, false])(
  "stops at a line that is too long in one piece; with a line end: %s",
  async (ends) => {
    const longest = "A".repeat(1_048_576);
    const end = ends ? "\n" : "";
    for (const encode of [(text: string) => text, (text: string) => new TextEncoder().encode(text)]) {
      const read = (line: string) => collect(readVehicleCsv(encode(`vin,brand\n${line}${end}`)));
      await expect(read(`${longest}B`)).rejects.toThrow(new TypeError(tooLong));
      expect(await read(longest)).toMatchObject([{ line: 2, problem: expect.any(String) }]);
    }
  },
);

test("reads a text of many megabytes, and truncates it in the error if it is not CSV", async () => {
  const error: unknown = await collect(readVehicleCsv("x,".repeat(500_000))).catch(
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TypeError);
  expect(String(error).length).toBeLessThan(1_200);
});

test("truncates a long header in its message", async () => {
  const error: unknown = await collect(readVehicleCsv([`${"x".repeat(1_000)},`.repeat(1_000)])).catch(
    (reason: unknown) => reason,
  );
  expect(String(error).length).toBeLessThan(1_200);
});

test.each([
  ["vin,make\n", 'The CSV\'s header must have one column "brand", got "vin", "make".'],
  ["vin;make;x\n", 'The CSV\'s header must have one column "brand", got "vin", "make", "x".'],
  ["vin,brand,VIN\n", 'The CSV\'s header must have one column "vin", got "vin", "brand", "VIN".'],
  [`${vin},bmw\n`, `The CSV's header must have one column "vin", got "${vin}", "bmw".`],
  ['"vin', 'The CSV\'s header must have one column "vin", got no columns.'],
  ["vin,brand,tag:a,tag: a\n", 'The CSV\'s header must have one column "tag:a", got two.'],
  ["vin,brand,tag: \n", 'The CSV\'s column 3 must have a name after "tag:", got none.'],
])("rejects the header %j", async (text, message) => {
  await expect(collect(readVehicleCsv([text]))).rejects.toThrow(new TypeError(message));
});

test.each(["", "\n\n", "\uFEFF", "sep=;\n"])(
  "a file %j without a header has a separate error",
  async (text) => {
    const problem = "the file is empty: its first line must name the columns vin and brand";
    expect(await collect(readVehicleCsv(text))).toEqual([{ line: 1, problem }]);
    expect(await collect(readVehicleCsv(new TextEncoder().encode(text)))).toEqual([{ line: 1, problem }]);
  },
);

test("a file with only a header has no vehicles", async () => {
  expect(await collect(readVehicleCsv("vin,brand\n"))).toEqual([]);
});

test("continues in batches after rows that were read one by one", async () => {
  let ended = false;
  async function* source() {
    try {
      yield "vin,brand\nA,bmw\nB,bmw\nC,bmw\n";
      yield "D,bmw\n";
    } finally {
      ended = true;
    }
  }
  const rows = readVehicleCsv(source());
  expect((await rows.next()).value).toMatchObject({ line: 2 });
  const rest: number[] = [];
  for await (const piece of iteratePieces(rows)) for (const { line } of piece) rest.push(line);
  expect(rest).toEqual([3, 4, 5]);
  expect(ended).toBe(true);
});

test("closes its source if reading in batches ends early", async () => {
  let ended = false;
  async function* source() {
    try {
      yield "vin,brand\nA,bmw\nB,bmw\n";
      yield "C,bmw\n";
    } finally {
      ended = true;
    }
  }
  const rows = readVehicleCsv(source());
  await rows.next();
  for await (const _piece of iteratePieces(rows)) break;
  expect(ended).toBe(true);
});
