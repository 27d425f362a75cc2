import { GetObjectCommand, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import { type FileMessage, readMessages } from "@high-mobility-ts/push/files";

export interface BucketPlace {
  readonly bucket: string;
  /** The prefix of the keys: `<application id>/13/` has the files of one application. */
  readonly prefix: string;
  /** The key of the last file that was processed: keys are in the order of time. Default: all files. */
  readonly after?: string | undefined;
}

/** A message, and the file that it is in. */
export interface DeliveredMessage {
  readonly file: string;
  readonly message: FileMessage;
}

/** Yields the messages of all files of a bucket, one file after the other. Only one message is in memory at a time. */
export async function* messagesFromS3(
  s3: S3Client,
  { bucket, prefix, after }: BucketPlace,
): AsyncGenerator<DeliveredMessage> {
  const listing = { Bucket: bucket, Prefix: prefix, StartAfter: after };
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, listing))
    for (const { Key: file = "", LastModified: receivedAt } of Contents) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: file }));
      if (!Body) continue;
      for await (const message of readMessages(Body.transformToWebStream(), { receivedAt }))
        yield { file, message };
    }
}
