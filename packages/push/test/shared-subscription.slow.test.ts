// A shared subscription over three processes of a real broker.
import { type ChildProcess, fork } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mqtt from "mqtt";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hasMosquitto, type Mosquitto, startMosquitto } from "./mosquitto.ts";
import { eventually } from "./mqtt-harness.ts";

const names = ["one", "two", "three"] as const;
const messageCount = 3_000;
/** The number of messages that a consumer handles before it must acknowledge the first. */
const window = 256;
const wanted = Array.from({ length: messageCount }, (_, number) => `m-${number}`);

describe.skipIf(!hasMosquitto())("three processes of one group", () => {
  let broker: Mosquitto;
  let folder: string;
  const children = new Map<string, ChildProcess>();

  beforeAll(async () => {
    broker = await startMosquitto();
  });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "hm-shared-"));
    await Promise.all(names.map(start));
  });
  afterEach(async () => {
    await Promise.all(names.map((name) => end(name, "SIGTERM")));
    rmSync(folder, { recursive: true, force: true });
  });
  afterAll(() => broker.close());

  /** Resolves when the process is connected. */
  function start(name: string): Promise<void> {
    const args = [broker.url, name, fileOf(name)];
    const child = fork(join(import.meta.dirname, "shared/worker.ts"), args, { execArgv: [] });
    children.set(name, child);
    return new Promise((resolve, reject) => {
      child.once("message", () => resolve());
      child.once("exit", (code) => reject(new Error(`the process ended with ${code}`)));
    });
  }

  async function end(name: string, signal: NodeJS.Signals): Promise<void> {
    const child = children.get(name);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await gone;
  }

  function fileOf(name: string): string {
    return join(folder, name);
  }

  /** Returns the ids of the messages that a process has handled, in order. */
  function handledBy(name: string): readonly string[] {
    return existsSync(fileOf(name)) ? readFileSync(fileOf(name), "utf8").split("\n").slice(0, -1) : [];
  }

  async function send(ids: readonly string[]): Promise<void> {
    const sender = await mqtt.connectAsync(broker.url);
    for (const [number, id] of ids.entries()) {
      const content = { message_id: id, vin: `V${number % 50}`, data: {} };
      await sender.publishAsync("shared", JSON.stringify(content), { qos: 1 });
    }
    await sender.endAsync();
  }

  test("handle each message once, and each process handles some", async () => {
    await send(wanted);
    await eventually(() => expect(names.flatMap(handledBy)).toHaveLength(messageCount));
    expect(names.flatMap(handledBy).sort()).toEqual([...wanted].sort());
    for (const name of names) expect(handledBy(name).length).toBeGreaterThan(messageCount / 10);
  });

  test("lose nothing when one process is killed and restarted", async () => {
    const sending = send(wanted);
    await eventually(() => expect(handledBy("two").length).toBeGreaterThan(50));
    await end("two", "SIGKILL");
    const before = handledBy("two");
    await sending;
    // The other processes continue with their shares; the share of the killed process waits in its session.
    await eventually(() =>
      expect(handledBy("one").length + handledBy("three").length).toBeGreaterThan(messageCount / 2),
    );
    expect(new Set(names.flatMap(handledBy)).size).toBeLessThan(messageCount);
    await start("two");
    await eventually(() => expect(new Set(names.flatMap(handledBy)).size).toBe(messageCount));
    const others = [...handledBy("one"), ...handledBy("three")];
    expect(new Set(others).size).toBe(others.length);
    // Only messages that the killed process had handled and not acknowledged are duplicated.
    const again = handledBy("two")
      .slice(before.length)
      .filter((id) => before.includes(id));
    expect(again.length).toBeLessThanOrEqual(window);
    const handled = names.flatMap(handledBy);
    expect(handled.length - messageCount).toBe(again.length);
  });
});
