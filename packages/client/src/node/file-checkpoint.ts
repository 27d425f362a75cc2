/// <reference types="node" />
import { open, readFile, rename } from "node:fs/promises";
import type { CheckpointStore, EnrollmentCheckpoint } from "../fleet/enroll/enrollment.ts";

/**
 * Keeps a checkpoint of `enrollVehicles` in a file. It is written beside and moved into place: a crash leaves the old one
 * or the new one, never half of one.
 *
 * @param path The file; it need not exist. Remove it to start anew.
 */
export function fileCheckpoint(path: string): CheckpointStore {
  return {
    async load() {
      const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return undefined;
        throw error;
      });
      return text === undefined ? undefined : parse(text, path);
    },
    async save(checkpoint) {
      const file = await open(`${path}.new`, "w");
      try {
        await file.writeFile(JSON.stringify(checkpoint));
        await file.datasync();
      } finally {
        await file.close();
      }
      await rename(`${path}.new`, path);
    },
  };
}

function parse(text: string, path: string): EnrollmentCheckpoint {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TypeError(`${path} holds no checkpoint; remove it to start anew`, { cause });
  }
}
