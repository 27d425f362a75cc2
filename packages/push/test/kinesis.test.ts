import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { type KinesisMessage, type KinesisRecord, kinesisMessages } from "../src/kinesis/index.ts";

function message(id: string) {
  return {
    message_id: id,
    version: 3,
    vin: "1HMABC2DE3FGH4567",
    application_id: "app",
    data: {},
  };
}

function json(id: string) {
  return Buffer.from(JSON.stringify(message(id)));
}

async function all(records: Iterable<KinesisRecord>): Promise<KinesisMessage[]> {
  const found: KinesisMessage[] = [];
  for await (const each of kinesisMessages(records)) found.push(each);
  return found;
}

test("reads records of Lambda, of the SDK and of the KCL", async () => {
  const at = new Date("2026-03-01T10:00:00.500Z");
  const seconds = at.getTime() / 1_000;
  const found = await all([
    {
      kinesis: {
        data: json("m-1").toString("base64"),
        sequenceNumber: "1",
        approximateArrivalTimestamp: seconds,
      },
    },
    { Data: json("m-2"), SequenceNumber: "2", ApproximateArrivalTimestamp: at },
    { data: json("m-3").toString("base64"), sequenceNumber: "3" },
    { data: gzipSync(json("m-4")), sequenceNumber: "4" },
  ]);
  expect(found.map(({ id, sequenceNumber }) => [id, sequenceNumber])).toEqual([
    ["m-1", "1"],
    ["m-2", "2"],
    ["m-3", "3"],
    ["m-4", "4"],
  ]);
  expect(found.slice(0, 2).map(({ receivedAt }) => receivedAt)).toEqual([at, at]);
  expect(found.map(({ problems }) => problems)).toEqual([[], [], [], []]);
});

test("reads several messages of one record", async () => {
  const data = Buffer.concat([json("m-1"), json("m-2")]);
  expect(
    (await all([{ Data: data, SequenceNumber: "7" }])).map(({ id, sequenceNumber }) => [id, sequenceNumber]),
  ).toEqual([
    ["m-1", "7"],
    ["m-2", "7"],
  ]);
});

test.each<[string, KinesisRecord, string]>([
  [
    "data that is not base 64",
    { kinesis: { data: "{nonsense", sequenceNumber: "1" } },
    "The text is not JSON.",
  ],
  [
    "base 64 that is not JSON",
    { kinesis: { data: btoa("nonsense"), sequenceNumber: "1" } },
    "The text is not JSON.",
  ],
])("yields %s as a problem with the sequence number", async (_name, record, problem) => {
  expect(await all([record])).toMatchObject([{ sequenceNumber: "1", problems: [problem] }]);
});

test.each([
  ["an empty record", { Data: new Uint8Array(), SequenceNumber: "1" }],
  ["a record without data", { SequenceNumber: "1" }],
])("yields %s as a problem: nothing is dropped", async (_name, record) => {
  expect(await all([record])).toMatchObject([{ sequenceNumber: "1", problems: ["The record is empty."] }]);
});

test("rejects a value that is not a list", async () => {
  await expect(all({ Records: [] } as never)).rejects.toThrow(
    "`records` must be a list of Kinesis records, got object.",
  );
});
