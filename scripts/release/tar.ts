// Reads a tarball in npm's format: gzip, ustar, with pax headers for long paths.
import { gunzipSync } from "node:zlib";

const blockBytes = 512;

/**
 * Returns the content of each file by its path.
 *
 * @throws {Error} The archive is damaged.
 */
export function readTar(tarball: Uint8Array): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  let longPath: string | undefined;
  for (const { type, path, content } of entriesOf(gunzipSync(tarball))) {
    if (type === "x") {
      longPath = /\d+ path=([^\n]*)\n/.exec(content.toString("utf8"))?.[1];
      continue;
    }
    if (type === "0" || type === "") files.set(longPath ?? path, content);
    longPath = undefined;
  }
  return files;
}

interface TarEntry {
  readonly type: string;
  readonly path: string;
  readonly content: Buffer;
}

function* entriesOf(archive: Buffer): Generator<TarEntry> {
  let at = 0;
  while (at + blockBytes <= archive.length) {
    const header = archive.subarray(at, at + blockBytes);
    if (header.every((byte) => byte === 0)) return;
    const size = Number.parseInt(text(header, 124, 12), 8);
    const start = at + blockBytes;
    if (!Number.isSafeInteger(size) || start + size > archive.length)
      throw new Error(`the tarball is damaged at byte ${at}`);
    const path = [text(header, 345, 155), text(header, 0, 100)].filter(Boolean).join("/");
    yield { type: text(header, 156, 1), path, content: archive.subarray(start, start + size) };
    at = start + Math.ceil(size / blockBytes) * blockBytes;
  }
}

function text(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length).toString("utf8");
  return field.replace(/\0.*$/s, "").trim();
}
