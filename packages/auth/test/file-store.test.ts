// Tests with real files and real processes.
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { fileStore } from "../src/stores/file/file-store.ts";
import { behavesLikeAStore, inEightProcesses, key, tokenServer } from "./store-behavior.ts";

const scratch = mkdtempSync(join(tmpdir(), "hm-auth-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let folder: string;
afterEach(() => {
  vi.restoreAllMocks();
});
beforeEach(() => {
  folder = join(mkdtempSync(join(scratch, "files-")), "tokens");
});

behavesLikeAStore("a file store", () => fileStore(folder));

test("only the owner can read folder and files, and no other files remain", async () => {
  const store = fileStore(folder);
  await store.set(key, "value", 60_000);
  await store.withLock(key, async () => {});
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readdirSync(folder)).toEqual([`${key}.token`]);
  expect(statSync(join(folder, `${key}.token`)).mode & 0o777).toBe(0o600);
});

test.each([0o777, 0o770, 0o720, 0o702])("rejects a folder that others can write to (%o)", (mode) => {
  fileStore(folder);
  chmodSync(folder, mode);
  expect(() => fileStore(folder)).toThrow(
    `The folder ${folder} is writable by others, so tokens are not stored there. Run chmod go-w ${folder}`,
  );
});

test.each([0o700, 0o750, 0o755])("accepts a folder that others can only read (%o)", (mode) => {
  fileStore(folder);
  chmodSync(folder, mode);
  expect(fileStore(folder)).toBeDefined();
});

test("rejects a folder of another user", () => {
  fileStore(folder);
  const own = process.geteuid?.() ?? 0;
  vi.spyOn(process, "geteuid").mockReturnValue(own + 1);
  expect(() => fileStore(folder)).toThrow(`The folder ${folder} belongs to another user`);
});

test("rejects a folder that is reached through a link, and names the real folder", () => {
  fileStore(folder);
  const link = join(scratch, `link-${crypto.randomUUID()}`);
  symlinkSync(folder, link);
  expect(() => fileStore(link)).toThrow(`The folder ${link} is reached through a link`);
  expect(() => fileStore(join(link, "inside"))).toThrow(`Use ${join(folder, "inside")}`);
});

test("rejects a folder in a folder that all users can write to, unless the sticky bit protects it", () => {
  const open = dirname(folder);
  chmodSync(open, 0o777);
  expect(() => fileStore(folder)).toThrow(`is in ${open}, which is writable by all users`);
  chmodSync(open, 0o1777);
  expect(fileStore(folder)).toBeDefined();
});

test("rejects a file instead of the folder", () => {
  writeFileSync(folder, "");
  expect(() => fileStore(folder)).toThrow(/EEXIST|is not a folder/);
});

test("does not wait for a FIFO that replaces a token file", async () => {
  const store = fileStore(folder);
  execFileSync("sh", ["-c", `mkfifo "$0"`, join(folder, `${key}.token`)]);
  await expect(Promise.all(Array.from({ length: 8 }, () => store.get(key)))).rejects.toThrow("is not a file");
  // Threads of the pool that hang would prevent this.
  expect(await store.withLock(key, async () => "still works")).toBe("still works");
});

test("reads no file of another user and no file that is far too long", async () => {
  const store = fileStore(folder);
  await store.set(key, "value", 60_000);
  const file = join(folder, `${key}.token`);
  const own = process.geteuid?.() ?? 0;
  vi.spyOn(process, "geteuid").mockReturnValue(own + 1);
  await expect(store.get(key)).rejects.toThrow(`${file} belongs to another user`);
  vi.restoreAllMocks();
  truncateSync(file, 262_145);
  await expect(store.get(key)).rejects.toThrow(`${file} has more than 262144 bytes`);
});

test("closes what it reads", async () => {
  const store = fileStore(folder);
  await store.set(key, "value", 60_000);
  const count = () => readdirSync("/proc/self/fd").length;
  const before = count();
  for (let times = 0; times < 50; times++) await store.get(key);
  expect(count()).toBeLessThan(before + 10);
});

test("leaves no temporary file if a value cannot be stored", async () => {
  const store = fileStore(folder);
  mkdirSync(join(folder, `${key}.token`, "occupied"), { recursive: true });
  await expect(store.set(key, "value", 60_000)).rejects.toThrow();
  expect(readdirSync(folder)).toEqual([`${key}.token`]);
});

test("does not follow a link that replaces a token file", async () => {
  const store = fileStore(folder);
  const elsewhere = join(scratch, "elsewhere");
  writeFileSync(elsewhere, JSON.stringify({ until: Number.MAX_SAFE_INTEGER, value: "planted" }));
  symlinkSync(elsewhere, join(folder, `${key}.token`));
  await expect(store.get(key)).rejects.toThrow(/ELOOP|EMLINK/);
});

test("treats a file in another format as absent", async () => {
  const store = fileStore(folder);
  writeFileSync(join(folder, `${key}.token`), "{");
  expect(await store.get(key)).toBeUndefined();
});

test("frees the lock of a process that died", async () => {
  const store = fileStore(folder);
  const lock = join(folder, `${key}.lock`);
  writeFileSync(lock, "");
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(lock, longAgo, longAgo);
  expect(await store.withLock(key, async () => "mine")).toBe("mine");
  expect(readdirSync(folder)).toEqual([]);
});

test("makes eight processes share one token request", async () => {
  const { server, tokenUrl, requests } = await tokenServer();
  const values = await inEightProcesses(`file:${folder}`, tokenUrl);
  server.close();
  expect([new Set(values), requests()]).toEqual([new Set(["t1"]), 1]);
  expect(readFileSync(join(folder, readdirSync(folder)[0] ?? ""), "utf8")).toContain("t1");
}, 60_000);
