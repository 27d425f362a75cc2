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
  ["columns in another order and case, and others", `note,Brand,VIN\nx,bmw,${vin}\n`],
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

test("reads bytes that are cut inside a character, and line ends that are cut in two", async () => {
  const bytes = new TextEncoder().encode(`vin,brand,tag:ort\r\n${vin},bmw,Köln\r\n`);
  const pieces = [...bytes].map((byte) => Uint8Array.of(byte));
  expect(await collect(readVehicleCsv(pieces))).toEqual([
    { line: 2, vehicle: { vin, brand: "bmw", tags: { ort: "Köln" } } },
  ]);
});

test("tells of broken lines by number, and goes on", async () => {
  const text = `vin,brand\n${vin},bmw\n"${vin},bmw\n${vin}\n"${vin}"x,bmw\n${vin},bmw\n`;
  expect(await collect(readVehicleCsv([text]))).toEqual([
    { line: 2, vehicle: { vin, brand: "bmw" } },
    { line: 3, problem: "the line has a quoted field that does not end, or goes on after its end" },
    { line: 4, problem: "the line has 1 fields, and the header 2" },
    { line: 5, problem: "the line has a quoted field that does not end, or goes on after its end" },
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

test("tells of a line that is not UTF-8, rather than change what is in it", async () => {
  const head = new TextEncoder().encode(`vin,brand,tag:ort\n`);
  // "Köln" as Windows-1252 has it.
  const latin = [...`${vin},bmw,K\u00f6ln\n`].map((character) => character.charCodeAt(0));
  const next = new TextEncoder().encode(`${vin},bmw,Köln\n`);
  const bytes = Uint8Array.of(...head, ...latin, ...next);
  expect(await collect(readVehicleCsv([bytes]))).toEqual([
    { line: 2, problem: "the line is not UTF-8" },
    { line: 3, vehicle: { vin, brand: "bmw", tags: { ort: "Köln" } } },
  ]);
  await expect(collect(readVehicleCsv([Uint8Array.of(0xff, 0xfe, 0x0a)]))).rejects.toThrow(
    new TypeError("the CSV's header is not UTF-8"),
  );
});

test("leaves a VIN as it is written, whatever that is", async () => {
  const vins = ["WVWZZZ1KZ9W00000é", "WVWZZZ1KZ9W00000\u0141", "ШVWZZZ1KZ9W000001", "wvwzzz1kz9w000001"];
  const text = `vin,brand\n${vins.map((one) => `${one},bmw\n`).join("")}`;
  const rows = await collect(readVehicleCsv([new TextEncoder().encode(text)]));
  expect(rows.map((row) => "vehicle" in row && row.vehicle.vin)).toEqual(vins);
});

test("reads from a buffer that its source fills anew", async () => {
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

test("gives up on a line without an end", async () => {
  function* endless() {
    yield "vin,brand\n";
    for (;;) yield new Uint8Array(65_536).fill(0x41);
  }
  await expect(collect(readVehicleCsv(endless()))).rejects.toThrow(
    new TypeError("line 2 has more than 1048576 characters: is this a CSV?"),
  );
});

test("says little of a header that is much", async () => {
  const error: unknown = await collect(readVehicleCsv([`${"x".repeat(1_000)},`.repeat(1_000)])).catch(
    (reason: unknown) => reason,
  );
  expect(String(error).length).toBeLessThan(1_200);
});

test.each([
  ["vin,make\n", 'the CSV\'s header must have one column "brand", and has "vin", "make"'],
  ["vin,brand,VIN\n", 'the CSV\'s header must have one column "vin", and has "vin", "brand", "VIN"'],
  [`${vin},bmw\n`, `the CSV's header must have one column "vin", and has "${vin}", "bmw"`],
])("refuses the header %j", async (text, message) => {
  await expect(collect(readVehicleCsv([text]))).rejects.toThrow(new TypeError(message));
});

test("an empty file has no vehicles", async () => {
  expect(await collect(readVehicleCsv([""]))).toEqual([]);
});

test("goes on in pieces behind the rows that were taken one by one", async () => {
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

test("closes its source when nobody reads on in pieces", async () => {
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
