/// <reference types="node" />
import { randomUUID } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import type { CheckpointStore, EnrollmentCheckpoint } from "../fleet/enroll/enrollment.ts";

/**
 * Keeps a checkpoint of `enrollVehicles` in a file. It is written to a new file beside it, which then takes its place: a crash
 * leaves the old one or the new one, never half of one, and nothing is written through a link.
 *
 * @param path The file; it need not exist. Remove it to start anew.
 * @returns A store whose `save` rejects if another run wrote to the file since this one loaded it.
 */
export function fileCheckpoint(path: string): CheckpointStore {
  /** What the file contained when this run last looked; null before that. */
  let known: string | undefined | null = null;

  return {
    async load() {
      known = await read(path);
      return known === undefined ? undefined : parse(known, path);
    },
    async save(checkpoint) {
      const text = JSON.stringify(checkpoint);
      if (known !== null && (await read(path)) !== known)
        throw new Error(`${path} was changed by another run. Give each run a checkpoint of its own.`);
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
    // "wx" fails if there is something, a link included.
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
    throw new TypeError(`${path} must contain a checkpoint. Remove it to start anew.`, { cause });
  }
}
