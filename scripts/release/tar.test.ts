import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readTar } from "./tar.ts";

test("reads tarballs of npm pack, including long paths and empty files", () => {
  const folder = mkdtempSync(join(tmpdir(), "hm-tar-"));
  const long = `${"a-long-folder-name/".repeat(12)}file.js`;
  mkdirSync(join(folder, long, ".."), { recursive: true });
  writeFileSync(join(folder, "package.json"), '{"name":"packed","version":"1.0.0"}');
  writeFileSync(join(folder, "empty.js"), "");
  writeFileSync(join(folder, long), "x".repeat(1_000));
  execFileSync("npm pack", { cwd: folder, stdio: "ignore", shell: true });
  const files = readTar(readFileSync(join(folder, "packed-1.0.0.tgz")));
  rmSync(folder, { recursive: true });
  expect(new Map([...files].map(([name, content]) => [name, content.length]))).toEqual(
    new Map([
      ["package/package.json", 35],
      ["package/empty.js", 0],
      [`package/${long}`, 1_000],
    ]),
  );
});

test("rejects an archive that ends within a file", () => {
  const header = Buffer.alloc(512);
  header.write("package/a.js");
  header.write("00000002000\0", 124);
  expect(() => readTar(gzipSync(header))).toThrow("the tarball is damaged at byte 0");
});
