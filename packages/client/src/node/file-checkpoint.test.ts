import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fileCheckpoint } from "./file-checkpoint.ts";

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "checkpoint-"));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

test("has no checkpoint before the first save, and afterwards the last one", async () => {
  const path = await folder();
  const store = fileCheckpoint(join(path, "fleet.json"));
  expect(await store.load()).toBeUndefined();
  await store.save({ settled: 1, sent: 2, digest: 3 });
  await store.save({ settled: 4, sent: 5, digest: 6 });
  expect(await store.load()).toEqual({ settled: 4, sent: 5, digest: 6 });
  expect(await readdir(path)).toEqual(["fleet.json"]);
});

test("a save that a crash interrupts keeps the previous checkpoint", async () => {
  const path = await folder();
  const file = join(path, "fleet.json");
  await fileCheckpoint(file).save({ settled: 1, sent: 2, digest: 3 });
  await writeFile(`${file}.new`, '{"settled":');
  expect(await fileCheckpoint(file).load()).toEqual({ settled: 1, sent: 2, digest: 3 });
});

test("passes on other errors of the file", async () => {
  const path = await folder();
  await expect(fileCheckpoint(path).load()).rejects.toMatchObject({ code: "EISDIR" });
});

test("names a file with other content", async () => {
  const file = join(await folder(), "fleet.json");
  await writeFile(file, "vin,brand");
  await expect(fileCheckpoint(file).load()).rejects.toThrow(
    new TypeError(`${file} must contain a checkpoint. Remove the file to start again.`),
  );
});

test("rejects the second of two runs that save to one file, and leaves no temporary file", async () => {
  const path = await folder();
  const file = join(path, "fleet.json");
  const [one, other] = [fileCheckpoint(file), fileCheckpoint(file)];
  await Promise.all([one.load(), other.load()]);
  await one.save({ settled: 1, sent: 2, digest: 3 });
  await expect(other.save({ settled: 0, sent: 9, digest: 0 })).rejects.toThrow(
    new Error(`${file} was changed by another run. Use a separate checkpoint for each run.`),
  );
  await one.save({ settled: 2, sent: 2, digest: 4 });
  expect(await fileCheckpoint(file).load()).toEqual({ settled: 2, sent: 2, digest: 4 });
  expect(await readdir(path)).toEqual(["fleet.json"]);
});

test("many saves at the same time succeed, if the stores did not load", async () => {
  const path = await folder();
  const file = join(path, "fleet.json");
  await Promise.all(
    Array.from({ length: 20 }, (_value, sent) => fileCheckpoint(file).save({ settled: 0, sent, digest: 0 })),
  );
  expect(await readdir(path)).toEqual(["fleet.json"]);
});

test("does not write through a link", async () => {
  const path = await folder();
  const [file, victim] = [join(path, "fleet.json"), join(path, "victim")];
  await writeFile(victim, "{}");
  await symlink(victim, file);
  await symlink(victim, `${file}.new`);
  await fileCheckpoint(file).save({ settled: 1, sent: 2, digest: 3 });
  expect(await readFile(victim, "utf8")).toBe("{}");
  expect((await lstat(file)).isSymbolicLink()).toBe(false);
});

test("a failed save leaves no temporary file", async () => {
  const path = await folder();
  const file = join(path, "fleet.json");
  await mkdir(file);
  await expect(fileCheckpoint(file).save({ settled: 1, sent: 2, digest: 3 })).rejects.toThrow();
  expect(await readdir(path)).toEqual(["fleet.json"]);
});
