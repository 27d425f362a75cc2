/// <reference types="node" />
import { randomUUID } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import type { CheckpointStore, EnrollmentCheckpoint } from "../fleet/enroll/enrollment.ts";

/**
 * Keeps a checkpoint of `enrollVehicles` in a file. It is written to a new file, which then replaces the old one: a
 * crash leaves the old or the new content, never a part, and links are not followed.
 *
 * @param path Path of the file, which need not exist. Remove the file to start again.
 * @returns A store whose `save` rejects if another run wrote to the file since this one loaded it.
 */
export function fileCheckpoint(path: string): CheckpointStore {
  /** The content of the file when this run last read or wrote it; null before that. */
  let known: string | undefined | null = null;

  return {
    async load() {
      known = await read(path);
      return known === undefined ? undefined : parse(known, path);
    },
    async save(checkpoint) {
      const text = JSON.stringify(checkpoint);
      if (known !== null && (await read(path)) !== known)
        throw new Error(`${path} was changed by another run. Use a separate checkpoint for each run.`);
      await replace(path, text);
      known = text;
    },
  };
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

async function replace(path: string, text: string): Promise<void> {
  const beside = `${path}.${randomUUID()}.new`;
  try {
    // "wx" fails if the path exists, even as a link.
    const file = await open(beside, "wx");
    try {
      await file.writeFile(text);
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

function parse(text: string, path: string): EnrollmentCheckpoint {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TypeError(`${path} must contain a checkpoint. Remove the file to start again.`, { cause });
  }
}
