import type { PushedMessage } from "./messages.ts";

/** The layout of the platform's files in a customer's bucket. */
export type FileLayout = "s3" | "azure";

interface FilePlace {
  readonly folder: string;
  readonly layout: FileLayout;
  readonly applicationId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

// Names that bundlers do not follow: a browser has no file system.
const fileSystemModule: string = "node:fs/promises";
const pathModule: string = "node:path";

/** Writes a file with the messages of one delivery, of many vehicles. */
export async function writeMessageFile(messages: readonly PushedMessage[], place: FilePlace): Promise<void> {
  const { mkdir, writeFile }: typeof import("node:fs/promises") = await import(
    /* @vite-ignore */ fileSystemModule
  );
  const { dirname, join }: typeof import("node:path") = await import(/* @vite-ignore */ pathModule);
  const contents = messages.map(({ content }) => content);
  const text =
    place.layout === "s3"
      ? JSON.stringify(contents)
      : contents.map((content) => `${JSON.stringify(content)}\n`).join("");
  const file = join(place.folder, messageFilePath(place, await hashOf(text)));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** Returns the path of a file in the bucket, with slashes. */
function messageFilePath({ layout, applicationId, at }: Omit<FilePlace, "folder">, hash: string): string {
  const [date = "", time = ""] = new Date(at).toISOString().split("T");
  const name = `${time.slice(0, 12).replaceAll(/[:.]/g, "")}-${hash}.${layout === "s3" ? "json" : "jsonl"}`;
  return [applicationId, "13", ...date.split("-"), name].join("/");
}

async function hashOf(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...digest.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
