import type { ContainerClient } from "@azure/storage-blob";
import { type FileMessage, readMessages } from "@high-mobility-ts/push/files";

export interface ContainerPlace {
  /** The prefix of the names: `<application id>/13/` has the files of one application. */
  readonly prefix: string;
  /** The name of the last file that was processed: names are in the order of time. Default: all files. */
  readonly after?: string | undefined;
}

/** Yields the messages of all files of a container, one file after the other. Only one message is in memory at a time. */
export async function* messagesFromAzure(
  container: ContainerClient,
  { prefix, after = "" }: ContainerPlace,
): AsyncGenerator<{ readonly file: string; readonly message: FileMessage }> {
  for await (const { name: file, properties } of container.listBlobsFlat({ prefix })) {
    if (file <= after) continue;
    const { readableStreamBody } = await container.getBlobClient(file).download();
    if (!readableStreamBody) continue;
    const receivedAt = properties.lastModified;
    for await (const message of readMessages(bytesOf(readableStreamBody), { receivedAt }))
      yield { file, message };
  }
}

/** The SDK's type of a stream does not type its chunks. */
async function* bytesOf(stream: NodeJS.ReadableStream): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) yield typeof chunk === "string" ? Buffer.from(chunk) : chunk;
}
