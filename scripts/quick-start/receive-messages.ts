import { consume, type MqttMessage } from "@high-mobility-ts/push/mqtt";
import type { Sample } from "@high-mobility-ts/vehicle-data";
import { exchange } from "./report.ts";
import type { PushTarget } from "./target.ts";

/** The number of shown messages; vehicles that drive send more. */
const shownMessages = 6;

/**
 * Receives messages over MQTT, prints each when it arrives, and ends after a few messages.
 *
 * @returns the number of messages.
 */
export async function receiveMessages({ consumer: options, drive }: PushTarget): Promise<number> {
  let count = 0;
  const enough = new AbortController();
  const consumer = consume({ ...options, signal: enough.signal }, (message) => {
    if (++count > shownMessages) return;
    console.log(`      ${describeMessage(message)}`);
    if (count === shownMessages) enough.abort();
  });
  // The vehicles' clock advances an hour in each quarter of a second.
  const driving = setInterval(drive, 250);
  try {
    await consumer.closed;
  } finally {
    clearInterval(driving);
  }
  return Math.min(count, shownMessages);
}

function describeMessage(message: MqttMessage): string {
  const samples = message.samples();
  const shown = ["odometer", "speed", "fuel_level", "battery_level"].flatMap((property) => {
    const found = samples.find((sample) => sample.property === property);
    return found ? [describeSample(found)] : [];
  });
  const rest = samples.length - shown.length;
  return exchange(
    `${message.vin} ${message.format.toUpperCase()}`,
    [...shown, `${rest}${shown.length > 0 ? " more" : ""} ${rest === 1 ? "value" : "values"}`].join(", "),
  );
}

function describeSample({ property, value, unit }: Sample): string {
  const text = typeof value === "number" ? value.toLocaleString("en", { maximumFractionDigits: 2 }) : "–";
  return `${property} ${[text, unit].filter(Boolean).join(" ")}`;
}
