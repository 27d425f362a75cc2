// Tests the example with files of the emulator: S3 with a small server, Azure with Azurite.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { S3Client } from "@aws-sdk/client-s3";
import { BlobServiceClient, StorageSharedKeyCredential } from "@azure/storage-blob";
import { createEmulator } from "@high-mobility-ts/emulator";
import type { FileMessage } from "@high-mobility-ts/push/files";
import { messagesFromAzure } from "./from-azure.ts";
import { messagesFromS3 } from "./from-s3.ts";
import { serveFolder } from "./s3-server.ts";

const applicationId = "my-app";
const prefix = `${applicationId}/13/`;
const folder = mkdtempSync(join(tmpdir(), "hm-files-"));

before(writeFiles);
after(() => rmSync(folder, { recursive: true, force: true }));

/** Lets three vehicles drive, and writes some files of each layout. */
async function writeFiles(): Promise<void> {
  const emulator = createEmulator({
    apps: [{ clientId: applicationId, clientSecret: "my-secret" }],
    vehicles: [1, 2, 3].map((number) => ({
      vin: `2HM0000000000000${number}`,
      brand: "sandbox",
      cleared: true,
    })),
  });
  for (const layout of ["s3", "azure"] as const)
    emulator.push.toFolder(join(folder, layout), { layout, format: "v2" });
  for (let hour = 0; hour < 5; hour++) {
    emulator.clock.advance("3h");
    await emulator.push.flush();
  }
}

interface WrittenMessage {
  readonly file: string;
  readonly id: string;
}

/** Returns the messages that are written in the files of a layout, whose text is a list or has a message per line. */
function writtenMessages(layout: "s3" | "azure"): readonly WrittenMessage[] {
  const root = join(folder, layout);
  return globSync("**/*.json*", { cwd: root })
    .sort()
    .flatMap((file) => {
      const text = readFileSync(join(root, file), "utf8");
      const list = layout === "s3" ? text : `[${text.trim().replaceAll("\n", ",")}]`;
      return (JSON.parse(list) as { readonly message_id: string }[]).map(({ message_id: id }) => ({
        file,
        id,
      }));
    });
}

test("reads the messages of a bucket, and continues after the last file", async () => {
  const server = await serveFolder(join(folder, "s3"));
  const s3 = new S3Client({
    endpoint: server.endpoint,
    region: "eu-central-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "key", secretAccessKey: "secret" },
  });
  try {
    await reads("s3", (after) => messagesFromS3(s3, { bucket: "deliveries", prefix, after }));
  } finally {
    s3.destroy();
    server.close();
  }
});

test("the README shows the content of the files", () => {
  const readme = readFileSync(join(import.meta.dirname, "README.md"), "utf8");
  const snippets = [...readme.matchAll(/^```ts\n\/\/ (\S+)\n([\s\S]*?)^```/gm)];
  assert.equal(snippets.length, 2);
  for (const [, file = "", code = ""] of snippets) {
    const withoutSpaces = readFileSync(join(import.meta.dirname, file), "utf8").replaceAll(/\s+/g, " ");
    assert.ok(
      withoutSpaces.includes(code.trim().replaceAll(/\s+/g, " ")),
      `${file} does not have the content in the README`,
    );
  }
});

test("reads the messages of a container, and continues after the last file", async () => {
  const azurite = await startAzurite();
  try {
    const container = azurite.service.getContainerClient("deliveries");
    await container.create();
    const root = join(folder, "azure");
    for (const file of globSync("**/*.jsonl", { cwd: root }))
      await container.getBlockBlobClient(file).uploadFile(join(root, file));
    await reads("azure", (after) => messagesFromAzure(container, { prefix, after }));
  } finally {
    await azurite.close();
  }
});

/**
 * Reads all files, then the files after the second one, and compares the messages with the content of the
 * files.
 */
async function reads(
  layout: "s3" | "azure",
  read: (after?: string) => AsyncIterable<{ readonly file: string; readonly message: FileMessage }>,
): Promise<void> {
  const written = writtenMessages(layout);
  const files = [...new Set(written.map(({ file }) => file))];
  assert.ok(files.length > 2);
  assert.ok(written.length > files.length);
  for (const after of [undefined, files[1]]) {
    const found: WrittenMessage[] = [];
    for await (const { file, message } of read(after)) {
      assert.deepEqual(message.problems, []);
      found.push({ file, id: message.id ?? "" });
    }
    assert.deepEqual(
      found,
      written.filter(({ file }) => file > (after ?? "")),
    );
  }
}

/** Microsoft's emulator of Azure Storage. Without internet access, its telemetry takes minutes. */
async function startAzurite(): Promise<{ readonly service: BlobServiceClient; close(): Promise<void> }> {
  const port = await freePort();
  const [account, key] = ["devaccount", Buffer.from("a key of this test").toString("base64")];
  const program = join(import.meta.dirname, "node_modules/azurite/dist/src/blob/main.js");
  const options = [
    "--blobHost",
    "127.0.0.1",
    "--blobPort",
    String(port),
    "--location",
    join(folder, "azurite"),
  ];
  const child = spawn(
    process.execPath,
    [program, ...options, "--silent", "--skipApiVersionCheck", "--disableTelemetry"],
    {
      stdio: "ignore",
      env: { ...process.env, AZURITE_ACCOUNTS: `${account}:${key}` },
    },
  );
  const url = `http://127.0.0.1:${port}/${account}`;
  await answers(url, child);
  return {
    service: new BlobServiceClient(url, new StorageSharedKeyCredential(account, key)),
    async close() {
      child.kill();
      await once(child, "exit");
    },
  };
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  for (let turns = 0; turns < 600; turns++) {
    if (child.exitCode !== null) throw new Error(`azurite ended with ${child.exitCode}`);
    if (await fetch(url).catch(() => undefined)) return;
    await wait(50);
  }
  throw new Error("azurite does not listen");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}
