import type { ClientEvent, OnClientEvent } from "./events.ts";

/**
 * Makes an `onEvent` that writes one line per event, such as `call-retried operation="GET /v1/vehicleinfo" attempt=1
 * delayMs=512 status=503`. A line contains no token, no VIN and no body, because events contain none.
 *
 * @param log Receives each line. Default: `console.error`, which leaves standard output to the app.
 * @example createClient({ environment: "sandbox", clientId, clientSecret, onEvent: logEvents((line) => logger.debug(line)) });
 */
export function logEvents(log: (line: string) => void = writeLine): OnClientEvent {
  return (event) => log(lineOf(event));
}

function writeLine(line: string): void {
  // biome-ignore lint/suspicious/noConsole: the caller asked for lines and passed no logger
  console.error(line);
}

function lineOf({ type, ...fields }: ClientEvent): string {
  const shown = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}=${shownValue(value)}`);
  return type + shown.join("");
}

function shownValue(value: unknown): string {
  if (typeof value === "number" && !Number.isInteger(value)) return value.toFixed(1);
  if (value instanceof Error) return JSON.stringify(`${value.name}: ${value.message}`);
  return JSON.stringify(value) ?? String(value);
}
