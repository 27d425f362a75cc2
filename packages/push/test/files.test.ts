import { spawnSync } from "node:child_process";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type FileContent, type FileMessage, readMessages } from "../src/files/index.ts";

const encoder = new TextEncoder();

function messageOf(number: number) {
  return {
    message_id: `m-${number}`,
    version: 3,
    vin: `1HM${String(number).padStart(14, "0")}`,
    application_id: "app",
    data: { diagnostics: { odometer: [{ data: { value: number, unit: "kilometers" } }] } },
  };
}

const three = [1, 2, 3].map(messageOf);
const lines = three.map((each) => JSON.stringify(each)).join("\n");

async function all(content: FileContent, options = {}): Promise<FileMessage[]> {
  const found: FileMessage[] = [];
  for await (const message of readMessages(content, options)) found.push(message);
  return found;
}

test.each([
  ["JSON Lines", lines],
  ["an array", JSON.stringify(three)],
  ["an array over several lines", JSON.stringify(three, undefined, 2)],
  ["lines with a byte order mark", `\uFEFF${lines}`],
  ["values without a separator", three.map((each) => JSON.stringify(each)).join("")],
])("reads %s as bytes, stream and chunks, with and without gzip", async (_name, text) => {
  const bytes = encoder.encode(text);
  const ids = ["m-1", "m-2", "m-3"];
  for (const content of [bytes, gzipSync(bytes)]) {
    expect((await all(content)).map(({ id }) => id)).toEqual(ids);
    expect((await all(Readable.from([content]))).map(({ id }) => id)).toEqual(ids);
    expect((await all(new Blob([new Uint8Array(content)]).stream())).map(({ id }) => id)).toEqual(ids);
    const single = Array.from(content, (byte) => Uint8Array.of(byte));
    expect((await all(single)).map(({ id }) => id)).toEqual(ids);
  }
});

test("yields messages of many vehicles with their samples, lines and time", async () => {
  const receivedAt = new Date("2026-01-01T00:00:00Z");
  const [, second] = await all(encoder.encode(lines), { receivedAt });
  expect(second).toMatchObject({ id: "m-2", vin: "1HM00000000000002", line: 2, receivedAt, problems: [] });
  if (!second?.readable) throw new Error("it is readable");
  expect(second.samples()).toMatchObject([
    { capability: "diagnostics", property: "odometer", value: 2, messageId: "m-2" },
  ]);
});

test.each<[string, string, (string | undefined)[], { line: number; problem: string; raw: unknown }]>([
  [
    "a line that is not JSON",
    `${JSON.stringify(three[0])}\nnonsense\n${JSON.stringify(three[1])}`,
    ["m-1", undefined, "m-2"],
    { line: 2, problem: "The text is not JSON.", raw: "nonsense" },
  ],
  [
    "a truncated line that makes later lines unreadable",
    `{"vin":\n${JSON.stringify(three[1])}\n${JSON.stringify(three[2])}`,
    [undefined, "m-2", "m-3"],
    { line: 1, problem: "The text is not JSON.", raw: '{"vin":' },
  ],
  [
    "a line without a vehicle",
    `{"data":{}}\n${JSON.stringify(three[1])}`,
    [undefined, "m-2"],
    { line: 1, problem: "`vin` must be a non-empty string, got undefined.", raw: { data: {} } },
  ],
  [
    "a number",
    "7",
    [undefined],
    { line: 1, problem: "The message must be a JSON object, got a number.", raw: 7 },
  ],
  [
    "a truncated file",
    `${JSON.stringify(three[0])}\n{"vin":"a`,
    ["m-1", undefined],
    { line: 2, problem: "The text is not JSON.", raw: '{"vin":"a' },
  ],
])("yields %s as a problem with its line, and continues", async (_name, text, ids, want) => {
  const found = await all(encoder.encode(text));
  expect(found.map(({ id }) => id)).toEqual(ids);
  const problem = found.find(({ readable }) => !readable);
  expect(problem).toMatchObject({ line: want.line, problems: [want.problem], raw: want.raw });
});

test("yields a message that is too long as a problem", async () => {
  const found = await all(encoder.encode(`${"x".repeat(200)}\n${JSON.stringify(three[0])}`), {
    maxMessageLength: 180,
  });
  expect(found.map(({ line, problems }) => [line, ...problems])).toEqual([
    [1, "The message is longer than 180 characters."],
    [2],
  ]);
});

test("yields the readable messages of a damaged gzip file, and then a problem", async () => {
  // The content is incompressible, so that the first half of the file contains some messages.
  const many = Array.from({ length: 2_000 }, (_, at) => ({ ...messageOf(at), noise: Math.sin(at) }));
  const bytes = gzipSync(many.map((each) => JSON.stringify(each)).join("\n"));
  const found = await all(bytes.subarray(0, bytes.length / 2));
  expect(found.filter(({ readable }) => readable).length).toBeGreaterThan(100);
  expect(found.at(-1)?.problems[0]).toMatch(/^The compressed file is damaged: /);
});

test("throws the error of the stream itself, with and without gzip", async () => {
  const failure = new Error("the connection broke");
  async function* broken(bytes: Uint8Array) {
    yield bytes;
    throw failure;
  }
  await expect(all(broken(encoder.encode(lines)))).rejects.toBe(failure);
  const gzip = gzipSync(lines);
  await expect(all(broken(gzip.subarray(0, 20)))).rejects.toBe(failure);
});

test("ends the stream when the caller stops early", async () => {
  let isCancelled = false;
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(encoder.encode(`${lines}\n`)),
    cancel: () => {
      isCancelled = true;
    },
  });
  for await (const { id } of readMessages(stream)) if (id === "m-3") break;
  expect(isCancelled).toBe(true);
});

test("uses constant memory for a file of any size", () => {
  const program = fileURLToPath(new URL("read-large-file.ts", import.meta.url));
  const args = ["--max-old-space-size=40", program];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "400000", stderr: "" });
});

test("never throws for any bytes", async () => {
  let messages = 0;
  const content = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.uint8Array({ maxLength: 100 }).map((bytes) => Uint8Array.of(0x1f, 0x8b, ...bytes)),
    fc
      .array(fc.oneof(fc.constant(JSON.stringify(three[0])), fc.json(), fc.string()))
      .map((parts) => encoder.encode(parts.join("\n"))),
  );
  await fc.assert(
    fc.asyncProperty(content, async (bytes) => {
      for (const { readable, line } of await all(bytes)) {
        if (readable) messages++;
        expect(line).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 500 },
  );
  expect(messages).toBeGreaterThan(50);
});

test("rejects a misspelled option", async () => {
  await expect(all(new Uint8Array(), { maxLength: 1 })).rejects.toThrow(
    /readMessages\(\) has no option "maxLength"/,
  );
});
