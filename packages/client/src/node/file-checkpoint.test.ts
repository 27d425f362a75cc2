import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fileCheckpoint } from "./file-checkpoint.ts";

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "checkpoint-"));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

test("has nothing before the first save, then the last that was saved", async () => {
  const path = await folder();
  const store = fileCheckpoint(join(path, "fleet.json"));
  expect(await store.load()).toBeUndefined();
  await store.save({ settled: 1, sent: 2, digest: 3 });
  await store.save({ settled: 4, sent: 5, digest: 6 });
  expect(await store.load()).toEqual({ settled: 4, sent: 5, digest: 6 });
  expect(await readdir(path)).toEqual(["fleet.json"]);
});

test("a save that a crash cut short leaves the one before", async () => {
  const path = await folder();
  const file = join(path, "fleet.json");
  await fileCheckpoint(file).save({ settled: 1, sent: 2, digest: 3 });
  await writeFile(`${file}.new`, '{"settled":');
  expect(await fileCheckpoint(file).load()).toEqual({ settled: 1, sent: 2, digest: 3 });
});

test("passes on what else goes wrong with the file", async () => {
  const path = await folder();
  await expect(fileCheckpoint(path).load()).rejects.toMatchObject({ code: "EISDIR" });
});

test("names a file that holds something else", async () => {
  const file = join(await folder(), "fleet.json");
  await writeFile(file, "vin,brand");
  await expect(fileCheckpoint(file).load()).rejects.toThrow(
    new TypeError(`${file} holds no checkpoint; remove it to start anew`),
  );
});
