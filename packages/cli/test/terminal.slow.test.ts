// Tests what a person sees: runs the command in a pseudo-terminal (`script` of util-linux), interrupts it and
// continues it.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { createEmulator, type EmulatorServer } from "@high-mobility-ts/emulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emptyHome, hm, records } from "./kit.ts";

const hasScript = spawnSync("script", ["--version"]).status === 0;
if (!hasScript && process.env["CI"]) throw new Error("`script` is missing: install util-linux");

const main = join(import.meta.dirname, "../src/main.ts");
const lines = 10_000;
let server: EmulatorServer;
beforeAll(async () => {
  server = await createEmulator({
    apps: [{ clientId: "my-app", clientSecret: "terminal-secret" }],
    rateLimits: false,
    journalSize: 0,
    // Slow enough for a progress bar, which appears after two seconds.
    latency: { minMs: 150, maxMs: 150 },
  }).listen();
});
afterAll(() => server.close());

/** A fleet with a broken VIN, a duplicate VIN and a line without a brand in each thousand lines. */
function writeFleet(file: string): void {
  const rows = Array.from({ length: lines }, (_, index) => {
    if (index % 1_000 === 7) return `SHORT${index},bmw`;
    if (index % 1_000 === 8) return `WBA${String(index - 2).padStart(14, "0")},bmw`;
    if (index % 1_000 === 9) return `WBA${String(index).padStart(14, "0")},`;
    return `WBA${String(index).padStart(14, "0")},bmw`;
  });
  writeFileSync(file, `vin,brand\n${rows.join("\n")}\n`);
}

function variables(): Record<string, string> {
  return { HM_BASE_URL: server.url, HM_CLIENT_ID: "my-app", HM_CLIENT_SECRET: "terminal-secret" };
}

interface Screen {
  readonly code: number | null;
  readonly text: string;
}

/**
 * Runs `hm` in a pseudo-terminal of this width; presses Ctrl-C when the callback says so for the text of the
 * screen.
 */
function onTerminal(
  home: string,
  command: string,
  { columns = 100, interruptAt }: { readonly columns?: number; readonly interruptAt?: RegExp } = {},
): Promise<Screen> {
  const line = `stty cols ${columns}; exec ${process.execPath} ${main} ${command}`;
  const child = spawn("script", ["-qec", line, "/dev/null"], {
    cwd: home,
    env: { PATH: process.env["PATH"], HOME: home, TERM: "xterm", ...variables() },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let text = "";
  let isInterrupted = false;
  child.stdout.on("data", (chunk) => {
    text += chunk;
    if (!interruptAt || isInterrupted || !interruptAt.test(text)) return;
    isInterrupted = true;
    child.stdin.write("\u0003");
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, text })));
}

describe.skipIf(!hasScript)("on a terminal", () => {
  test("a fleet with mistakes is interrupted by Ctrl-C, and continued", async () => {
    const home = emptyHome();
    writeFleet(join(home, "fleet.csv"));
    const first = await onTerminal(home, "clear fleet.csv --csv > first.csv", {
      interruptAt: /━.* [1-9]\d*\/10000 vehicles, \d+\/s, .* left, \d+ accepted/,
    });
    expect(first.code).toBe(130);
    expect(first.text).toMatch(
      /Stopped after \d+ vehicles, .*\. Continue with the same command: hm clear fleet\.csv/,
    );
    expect(existsSync(join(home, "fleet.csv.hm-checkpoint"))).toBe(true);
    const second = await hm(home, ["clear", "fleet.csv", "--json"], { variables: variables() });
    expect(second.code).toBe(1);
    expect(existsSync(join(home, "fleet.csv.hm-checkpoint"))).toBe(false);
    const counts = { accepted: 0, invalid: 0, duplicate: 0 };
    const seen = new Set<unknown>();
    const before = readFileSync(join(home, "first.csv"), "utf8")
      .split("\r\n")
      .slice(1, -1)
      .map((row) => ({ line: Number(row.split(",")[0]), outcome: row.split(",")[2] }));
    for (const { line, outcome } of [...before, ...records(second.stdout)]) {
      if (seen.has(line)) continue;
      seen.add(line);
      counts[outcome as keyof typeof counts]++;
    }
    expect(counts).toEqual({ accepted: 9_970, invalid: 20, duplicate: 10 });
  });

  test("tables fit into a narrow terminal, and have no colors for NO_COLOR", async () => {
    const home = emptyHome();
    const narrow = await onTerminal(home, "status --emulator", { columns: 40 });
    expect(narrow.text).toContain("\u001b[1m");
    for (const line of narrow.text.split("\r\n"))
      expect(stripVTControlCharacters(line).length).toBeLessThanOrEqual(40);
    const plain = await onTerminal(home, "status --emulator | cat");
    expect(plain.text).not.toContain("\u001b[");
  });

  test("removing asks first, and removes nothing if the user enters no", async () => {
    const home = emptyHome();
    const child = spawn(
      "script",
      ["-qec", `${process.execPath} ${main} clearances remove 2HM00000000000001 --emulator`, "/dev/null"],
      { env: { PATH: process.env["PATH"], HOME: home }, stdio: ["pipe", "pipe", "pipe"] },
    );
    let text = "";
    let isAnswered = false;
    child.stdout.on("data", (chunk) => {
      text += chunk;
      if (isAnswered || !text.includes("[y/N] ")) return;
      isAnswered = true;
      child.stdin.write("n\r");
    });
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect(text).toContain("End the clearance of 2HM00000000000001? [y/N] ");
    expect(text).toContain("Nothing was done.");
    expect(code).toBe(1);
  });
});

test("a closed pipe is not an error", () => {
  const home = emptyHome();
  const command = `${process.execPath} ${main} data 2HM00000000000001 --emulator --json | head -1`;
  const { stdout, stderr } = spawnSync("bash", ["-o", "pipefail", "-c", command], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"], HOME: home },
  });
  expect(stdout.split("\n").filter(Boolean)).toHaveLength(1);
  expect(stderr).toBe("");
});
