import assert from "node:assert/strict";
import { samples, type VehicleMessage, vehicleState } from "@high-mobility-ts/vehicle-data";
import type { Benchmark } from "../benchmark.ts";
import { messagesV1, messagesV2 } from "../contestants/push-messages.ts";
import type { Row, Table } from "../table.ts";
import { type Contestants, inTurns } from "../turns.ts";

const messageCount = 1_000_000;

/** Takes in messages; returns how many values are known. */
interface Sink {
  add(message: VehicleMessage): void;
  known(): number;
}

interface SamplesContestant {
  readonly name: string;
  readonly note: string;
  /** Absent: the messages are only parsed. */
  readonly sink?: () => Sink;
}

const contestants: Contestants<SamplesContestant> = [
  {
    name: "samples, vehicleState",
    note: "parsing excluded; typed samples, units, total order, failures, changes",
    sink: ours,
  },
  {
    name: "Map by hand",
    note: "parsing excluded; the newest text of a timestamp wins, items are not told apart",
    sink: byHand,
  },
  { name: "JSON.parse", note: "the same messages, parsed only" },
];

export const samplesIntoState: Benchmark = {
  name: "samples",
  measures: "a million push messages of 1,000 vehicles into the last known state",
  fairness: [
    "Messages are made and parsed in batches of 10,000; only what the row names is timed.",
    "One in 20 messages is late and one in 50 comes twice.",
    "The state has to know what the Map by hand knows, which is checked.",
    "Memory is the heap after a collection, with the state in use and the messages gone.",
  ],
  packages: [],
  losses: {
    "Map by hand":
      "it makes no samples: no typed value, no unit, no failure, no item, no change, and it takes another zone for another time.",
    "JSON.parse": "it is the yardstick: at most three times its time is the goal.",
  },
  async run(runs) {
    return [
      await timesOf("V1, one property each", runs, () => messagesV1(messageCount)),
      await timesOf("V2, five properties each", runs, () => messagesV2(messageCount / 5)),
      memory(),
    ];
  },
};

type Messages = () => Iterable<readonly string[]>;

async function timesOf(title: string, runs: number, messages: Messages): Promise<Table> {
  assert.equal(fill(ours(), messages), fill(byHand(), messages), "the states know the same");
  const rows = await inTurns(contestants, runs, ({ sink }) =>
    sink ? timeOfAdding(sink(), messages()) : timeOfParsing(messages()),
  );
  return { title, unit: "ms", better: "less", rows };
}

function fill(sink: Sink, messages: Messages): number {
  for (const batch of messages()) for (const text of batch) sink.add(JSON.parse(text));
  return sink.known();
}

function timeOfAdding(sink: Sink, messages: Iterable<readonly string[]>): number {
  let milliseconds = 0;
  for (const batch of messages) {
    const parsed = batch.map((text): VehicleMessage => JSON.parse(text));
    const started = performance.now();
    for (const message of parsed) sink.add(message);
    milliseconds += performance.now() - started;
  }
  return milliseconds;
}

function timeOfParsing(messages: Iterable<readonly string[]>): number {
  let milliseconds = 0;
  for (const batch of messages) {
    const started = performance.now();
    for (const text of batch) JSON.parse(text);
    milliseconds += performance.now() - started;
  }
  return milliseconds;
}

function memory(): Table {
  const row = (count: number): Row => {
    const before = heldMegabytes();
    const sink = ours();
    fill(sink, () => messagesV1(count));
    const held = heldMegabytes() - before;
    return { name: `${count.toLocaleString("en")} messages, ${sink.known()} values`, values: [held] };
  };
  return {
    title: "memory of the state",
    unit: "MB",
    better: "less",
    parts: true,
    rows: [row(messageCount / 10), row(messageCount)],
  };
}

function heldMegabytes(): number {
  const { gc } = globalThis;
  if (!gc) throw new Error("memory needs node --expose-gc");
  gc();
  return process.memoryUsage().heapUsed / 1e6;
}

function ours(): Sink {
  const state = vehicleState();
  return {
    add: (message) => state.add(samples(message)),
    known: () => [...state.values()].length,
  };
}

/** What an app would write for the properties that it knows. */
function byHand(): Sink {
  const known = new Map<string, { readonly data?: unknown; readonly timestamp?: string }>();
  return {
    add({ vin, data }) {
      for (const [capability, properties] of Object.entries(data))
        for (const [property, content] of Object.entries(properties as object)) {
          const entry = Array.isArray(content) ? content[0] : content;
          const key = `${vin} ${capability} ${property}`;
          const previous = known.get(key);
          if (!previous || entry.timestamp > (previous.timestamp ?? "")) known.set(key, entry);
        }
    },
    known: () => known.size,
  };
}
