import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { changeFiles, decodeText, readFileOrFolder, readFolder } from "./disk.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "disk-"));
  await writeFile(join(folder, "kept.txt"), "old");
  await writeFile(join(folder, "left.txt"), "left");
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test("writes, replaces and removes files, and leaves no temporary files", async () => {
  const write = new Map([
    ["kept.txt", "new"],
    ["deep/added.txt", "added"],
  ]);
  await changeFiles(folder, { write, remove: ["left.txt"] });
  expect(readFolder(folder, () => true)).toEqual(
    new Map([
      ["deep/added.txt", "added"],
      ["kept.txt", "new"],
    ]),
  );
  expect(await readdir(folder)).toEqual(["deep", "kept.txt"]);
});

test("a failed change undoes earlier changes", async () => {
  const write = new Map([
    ["kept.txt", "new"],
    ["added.txt", "added"],
  ]);
  await expect(changeFiles(folder, { write, remove: ["left.txt", "missing.txt"] })).rejects.toMatchObject({
    name: "CodegenError",
    message: `${folder}: cannot write (it does not exist, ENOENT); nothing was changed`,
  });
  expect(await readdir(folder)).toEqual(["kept.txt", "left.txt"]);
  expect(await readFile(join(folder, "kept.txt"), "utf8")).toBe("old");
});

test("a folder that was created for files is removed if they cannot be written", async () => {
  const made = join(folder, "made", "here");
  const write = new Map([["a.txt", "a"]]);
  await expect(changeFiles(made, { write, remove: ["missing.txt"] })).rejects.toThrow("nothing was changed");
  expect(await readdir(folder)).toEqual(["kept.txt", "left.txt"]);
});

test("a signal stops the work before the first file changes, and is not caught after that", async () => {
  const listeners = process.listenerCount("SIGTERM");
  const changing = changeFiles(folder, { write: new Map([["kept.txt", "new"]]) });
  process.emit("SIGTERM");
  await expect(changing).rejects.toMatchObject({
    name: "CodegenError",
    message: "interrupted; nothing was changed",
  });
  expect(await readFile(join(folder, "kept.txt"), "utf8")).toBe("old");
  expect(process.listenerCount("SIGTERM")).toBe(listeners);
});

test("reads the accepted files in the order of their paths, and follows no link", async () => {
  await symlink("/etc/hostname", join(folder, "link.txt"));
  await writeFile(join(folder, "a.md"), "not asked for");
  expect([...readFolder(folder, (path) => path.endsWith(".txt"))]).toEqual([
    ["kept.txt", "old"],
    ["left.txt", "left"],
  ]);
});

test("rejects bytes that are not UTF-8", async () => {
  await writeFile(join(folder, "kept.txt"), new Uint8Array([0xff]));
  expect(() => readFolder(folder, () => true)).toThrow(
    expect.objectContaining({ name: "CodegenError", message: `${folder}/kept.txt: is not UTF-8 text` }),
  );
});

test("reads folders in folders, by paths with slashes", async () => {
  await mkdir(join(folder, "a/b"), { recursive: true });
  await writeFile(join(folder, "a/b/c.txt"), "deep");
  expect([...readFolder(folder, (path) => path.startsWith("a/"))]).toEqual([["a/b/c.txt", "deep"]]);
});

test("reads one file by its name, or a folder", async () => {
  expect([...readFileOrFolder(join(folder, "kept.txt"), () => false)]).toEqual([["kept.txt", "old"]]);
  expect([...readFileOrFolder(folder, (path) => path === "left.txt")]).toEqual([["left.txt", "left"]]);
});

test.each([
  [() => readFolder("/nowhere", () => true), "/nowhere: cannot read the folder (it does not exist, ENOENT)"],
  [() => readFileOrFolder("/nowhere", () => true), "/nowhere: cannot read (it does not exist, ENOENT)"],
  [
    () => readFolder("/etc/hostname", () => true),
    "/etc/hostname: cannot read the folder (it is not a folder, ENOTDIR)",
  ],
])("says what cannot be read, and why", (read, message) => {
  expect(read).toThrow(
    expect.objectContaining({ name: "CodegenError", message, cause: expect.any(Error) as Error }),
  );
});

test("keeps a byte order mark, so that text and file are the same", () => {
  expect(decodeText(new Uint8Array([0xef, 0xbb, 0xbf, 0x61]), "a.yaml")).toBe("\ufeffa");
});

test("a folder in the place of a file is an error, and the file written before is removed again", async () => {
  await mkdir(join(folder, "taken", "inside"), { recursive: true });
  const write = new Map([
    ["added.txt", "added"],
    ["taken", "text"],
  ]);
  await expect(changeFiles(folder, { write })).rejects.toMatchObject({
    name: "CodegenError",
    message: expect.stringMatching(/: cannot write \(.*\); nothing was changed$/) as string,
  });
  expect(await readdir(folder)).toEqual(["kept.txt", "left.txt", "taken"]);
});

test("a folder that is a file is an error", async () => {
  const write = new Map([["a.txt", "a"]]);
  await expect(changeFiles(join(folder, "kept.txt"), { write })).rejects.toMatchObject({
    message: `${folder}/kept.txt: cannot write (it is not a folder, ENOTDIR); nothing was changed`,
  });
});
