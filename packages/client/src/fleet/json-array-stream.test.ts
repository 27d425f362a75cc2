import { expect, test } from "vitest";
import { jsonArrayElements } from "./json-array-stream.ts";

/** Returns the bytes of the text in pieces of this length. */
function streamOf(text: string, size: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
}

async function elements(text: string, size: number): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const element of jsonArrayElements(streamOf(text, size))) all.push(element);
  return all;
}

const tricky = [
  { vin: "A", tags: { "a,b": "]}" } },
  { text: 'a "quoted" \\ word', nested: [[1, 2], { deep: ["ü", "😀"] }] },
  "x,y",
  1.5e3,
  null,
  true,
  [],
  {},
];

test.each([1, 2, 3, 7, 1_000])("reads every element from pieces of %d bytes", async (size) => {
  expect(await elements(JSON.stringify(tricky), size)).toEqual(tricky);
  expect(await elements(` ${JSON.stringify(tricky, null, 2)}\n`, size)).toEqual(tricky);
});

test.each(["[]", " [ ] "])("finds nothing in %j", async (text) => {
  expect(await elements(text, 1)).toEqual([]);
});

test.each(["", '[{"vin":"A"}', '[{"vin":', '{"a":1}', "<html>", '[{"a":1}][', "[1 2]", '[{"a" 1}]'])(
  "rejects %j",
  async (text) => {
    await expect(elements(text, 4)).rejects.toThrow(SyntaxError);
  },
);

test("reads only as far as elements are requested", async () => {
  let pulled = 0;
  let cancelled = false;
  const endless = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        controller.enqueue(new TextEncoder().encode(pulled++ === 0 ? "[{}" : ",{}"));
      },
      cancel() {
        cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  for await (const element of jsonArrayElements(endless)) {
    expect(element).toEqual({});
    break;
  }
  expect(pulled).toBeLessThan(4);
  expect(cancelled).toBe(true);
});

test.each([
  ["an element", '["'],
  ["a text before the list", " "],
])("stops when %s does not end", async (_name, begin) => {
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(begin)),
    pull(controller) {
      pulled++;
      controller.enqueue(new TextEncoder().encode(" ".repeat(65_536)));
    },
  });
  const reading = async () => {
    for await (const element of jsonArrayElements(endless)) void element;
  };
  await expect(reading()).rejects.toThrow(new SyntaxError("an element has more than 1048576 characters"));
  expect(pulled).toBeLessThan(20);
});
