#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { systemClock } from "@high-mobility-ts/guards";
import { readArguments, usage } from "./arguments.ts";
import { CliError } from "./cli-error.ts";
import { greetingText } from "./greeting.ts";
import { serve } from "./serve.ts";

async function main(args: readonly string[]): Promise<void> {
  const asked = readArguments(args);
  if (asked === "help") return print(usage);
  if (asked === "version") return print(`${version()}\n`);
  const { greeting, close } = await serve(asked, systemClock);
  const signals = ["SIGINT", "SIGTERM"] as const;
  const stop = (): void => {
    // A second signal ends the process at once, as by default.
    for (const signal of signals) process.off(signal, stop);
    close().catch(fail);
  };
  for (const signal of signals) process.on(signal, stop);
  print(greetingText({ ...greeting, version: version() }));
}

function print(text: string): void {
  process.stdout.write(text);
}

function version(): string {
  const manifest: { version: string } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  return manifest.version;
}

function fail(error: unknown): void {
  if (!(error instanceof CliError)) throw error;
  process.stderr.write(`high-mobility-emulator: ${error.message}\n`);
  process.exitCode = error.exitCode;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  fail(error);
}
