// A CSV as it comes out of other people's programs.
import { once } from "node:events";
import { createWriteStream } from "node:fs";

/** What is in the file, by what must come of it. */
export interface FleetFile {
  readonly lines: number;
  /** Lines whose vehicle must get a clearance. */
  readonly good: number;
  /** Lines that cannot be read, or whose VIN or brand is missing or impossible. */
  readonly invalid: number;
  /** Lines whose VIN came before. */
  readonly duplicate: number;
}

/** With a byte order mark, CRLF, quoted fields, columns in another order, and one line in a hundred that is not good. */
export async function writeFleetFile(path: string, lines: number): Promise<FleetFile> {
  const counts = { good: 0, invalid: 0, duplicate: 0 };
  const file = createWriteStream(path);
  file.write("\uFEFFBrand,Note,VIN\r\n");
  for (let index = 0; index < lines; index++) {
    const kind = kindOf(index);
    counts[kind]++;
    if (!file.write(`${lineOf(index, kind)}\r\n`)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
  return { lines, ...counts };
}

type LineKind = keyof Omit<FleetFile, "lines">;

function kindOf(index: number): LineKind {
  if (index % 200 === 77) return "invalid";
  return index % 200 === 177 ? "duplicate" : "good";
}

function lineOf(index: number, kind: LineKind): string {
  if (kind === "invalid") return brokenLine(index);
  // The line of half the way up to here: as far off as can be, and good.
  const vin = vinOf(kind === "duplicate" ? 200 * Math.floor(index / 400) : index);
  return index % 2 === 0 ? `volkswagen,,${vin}` : `"volkswagen","of, say, depot ""North""","${vin}"`;
}

function brokenLine(index: number): string {
  const vin = vinOf(index);
  const ways = [
    `"volkswagen,,${vin}`,
    `volkswagen,${vin}`,
    `volkswagen,,${vin.slice(1)}`,
    `volkswagen,,${vin}X`,
    `volkswagen,,${vin.slice(1)}-`,
    `,,${vin}`,
  ];
  return ways[Math.floor(index / 200) % ways.length] ?? "";
}

const letters = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ";

/** Well-formed, and another one for each index. */
function vinOf(index: number): string {
  let serial = "";
  for (let rest = index; serial.length < 6; rest = Math.floor(rest / letters.length))
    serial = letters.charAt(rest % letters.length) + serial;
  return `WVWZZZ1KZ9W${serial}`;
}
