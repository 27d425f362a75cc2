// Kills a consumer repeatedly while messages arrive, and counts the messages that it stored.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { vehicleState } from "@high-mobility-ts/vehicle-data";
import mqtt from "mqtt";
import { parseMessage } from "../../src/index.ts";
import { startMosquitto } from "../mosquitto.ts";
import { messageOf, sendingOrder } from "./messages.ts";

/**
 * The most messages that may be handled again after a kill: the default `window`, and as many whose acknowledgements
 * are still in the process, because Node writes them later.
 */
export const repetitionLimit: number = 2 * 256;

export interface CrashRun {
  readonly messages: number;
  readonly vehicles: number;
  readonly kills: number;
  /** A number from 0 to 1; the same sequence makes the same run. */
  readonly random: () => number;
}

export interface CrashResult {
  readonly sent: number;
  readonly stored: number;
  readonly lost: number;
  /** How often a message was handled again because its consumer was killed. */
  readonly repetitions: number;
  /**
   * The most messages that were handled again after one kill, of the kills after which the broker had every
   * acknowledgement that the consumer had sent.
   */
  readonly mostRepetitions: number;
  readonly kills: number;
  readonly isStateEqual: boolean;
}

export async function crashRun({ messages, vehicles, kills, random }: CrashRun): Promise<CrashResult> {
  const folder = mkdtempSync(join(tmpdir(), "hm-crash-"));
  const file = join(folder, "messages.sqlite");
  const broker = await startMosquitto({ lines: ["max_inflight_messages 256"] });
  let child = await startConsumer(broker.url, file);
  try {
    const database = new DatabaseSync(file);
    const rowsIn = (table: string) =>
      Number(database.prepare(`select count(*) as n from ${table}`).get()?.["n"]);
    const order = sendingOrder(messages, random);
    const sending = send(broker.url, order, vehicles);
    const repetitionsAtKills: number[] = [];
    let last = { count: 0, at: Date.now() };
    for (let count = 0; count < messages; count = rowsIn("messages")) {
      if (count > last.count) last = { count, at: Date.now() };
      // No message has arrived for a long time: missing messages are lost.
      if (Date.now() - last.at > 30_000) break;
      const killed = repetitionsAtKills.length;
      if (killed < kills && count >= ((killed + random()) * messages) / kills) {
        await kill(child, hasAcknowledged(killed));
        repetitionsAtKills.push(rowsIn("repetitions"));
        child = await startConsumer(broker.url, file);
      }
      await wait(5);
    }
    await sending;
    await end(child, "SIGTERM");
    const rows = database.prepare("select content from messages").all();
    const repetitions = rowsIn("repetitions");
    database.close();
    const wanted = Array.from({ length: messages }, (_, number) => messageOf(number, vehicles).content);
    return {
      sent: order.length,
      stored: rows.length,
      lost: messages - rows.length,
      repetitions,
      mostRepetitions: Math.max(
        0,
        ...repetitionsAtKills
          .map((before, index) => (repetitionsAtKills[index + 1] ?? repetitions) - before)
          .filter((_, index) => hasAcknowledged(index)),
      ),
      kills: repetitionsAtKills.length,
      isStateEqual: stateOf(wanted) === stateOf(rows.map(({ content }) => String(content))),
    };
  } finally {
    await end(child, "SIGKILL");
    await broker.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every second consumer is killed after its acknowledgements have reached the broker. */
function hasAcknowledged(kill: number): boolean {
  return kill % 2 === 0;
}

/**
 * Kills the consumer. If it has unread messages, the system resets its connection, and the broker can lose
 * acknowledgements that it has not read yet: any number of them, because mosquitto 2.0 sends more than
 * `max_inflight_messages` in a resumed session. So a consumer whose repetitions are counted is stopped first.
 */
async function kill(child: ChildProcess, afterAcknowledgements: boolean): Promise<void> {
  if (afterAcknowledgements) {
    child.kill("SIGSTOP");
    await wait(250);
  }
  await end(child, "SIGKILL");
}

/** Resolves when the consumer has created its table and waits for messages. */
async function startConsumer(url: string, file: string): Promise<ChildProcess> {
  const program = join(import.meta.dirname, "consumer.ts");
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", program, url, "crash-consumer", file],
    {
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  for (let tries = 0; ; tries++) {
    if (hasTables(file)) return child;
    if (tries > 1_000) throw new Error("the consumer does not start");
    await wait(20);
  }
}

function hasTables(file: string): boolean {
  try {
    const database = new DatabaseSync(file, { readOnly: true });
    const found = database.prepare("select name from sqlite_master where name = 'repetitions'").get();
    database.close();
    return found !== undefined;
  } catch {
    return false;
  }
}

/** Waits for the consumer's session first: a broker keeps no messages for an unknown client. */
async function send(url: string, order: readonly number[], vehicles: number): Promise<void> {
  await wait(1_000);
  const sender = await mqtt.connectAsync(url, { protocolVersion: 4 });
  let open: Promise<unknown>[] = [];
  for (const number of order) {
    open.push(sender.publishAsync("crash", JSON.stringify(messageOf(number, vehicles).content), { qos: 1 }));
    if (open.length < 200) continue;
    await Promise.all(open);
    open = [];
  }
  await Promise.all(open);
  await sender.endAsync();
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await gone;
}

/** Returns the last known state of all vehicles as text. */
function stateOf(contents: readonly unknown[]): string {
  const state = vehicleState();
  for (const content of contents) {
    const message = parseMessage(content);
    if (message.readable) state.add(message.samples());
  }
  const lines = [...state.values()].map((sample) => JSON.stringify({ ...sample, raw: undefined }));
  return lines.sort().join("\n");
}
