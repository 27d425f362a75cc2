import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CliError } from "./cli-error.ts";
import { createPrivate, readJson, readJsonIfThere, readText, replace } from "./json-file.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hm-json-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("a private file is readable only by its owner, and never replaces another file", async () => {
  const file = join(folder, "key.json");
  await createPrivate(file, "first");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await expect(createPrivate(file, "second")).rejects.toThrow(
    new CliError(`${file} cannot be written: EEXIST.`),
  );
  expect(await readFile(file, "utf8")).toBe("first");
});

test("a replaced file has the new content, and no temporary file remains", async () => {
  const file = join(folder, "state.json");
  await writeFile(file, "old");
  await replace(file, "new");
  expect(await readFile(file, "utf8")).toBe("new");
  await expect(stat(`${file}.${process.pid}.tmp`)).rejects.toThrow("ENOENT");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test("a missing file is undefined, or an error if it is needed", async () => {
  const file = join(folder, "none.json");
  expect(await readJsonIfThere(file)).toBeUndefined();
  await expect(readText(file)).rejects.toThrow(new CliError(`${file} must be a file, got none.`));
  await expect(readJsonIfThere(folder)).rejects.toThrow(new CliError(`${folder} cannot be read: EISDIR.`));
});

test("a text that is not JSON is rejected, and the error does not show it", async () => {
  const file = join(folder, "broken.json");
  await writeFile(file, "{secret");
  await expect(readJson(file)).rejects.toThrow(new CliError(`${file} must be JSON, got another text.`));
});
