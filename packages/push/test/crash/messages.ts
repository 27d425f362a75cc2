// The messages of the crash test. A message is computed from its number, so that the sender and the check
// agree without shared memory.

export interface Sent {
  readonly id: string;
  readonly content: object;
}

/**
 * Returns message `number`: an odometer reading of one of the vehicles, sometimes with an older time than the
 * message before.
 */
export function messageOf(number: number, vehicles: number): Sent {
  const id = `m-${number}`;
  const minutes = number % 7 === 0 ? number - 3 : number;
  const timestamp = new Date(Date.UTC(2026, 0, 1) + minutes * 60_000).toISOString();
  const odometer = [{ timestamp, data: { value: number, unit: "kilometers" } }];
  const vin = `VIN${String(number % vehicles).padStart(14, "0")}`;
  return { id, content: { message_id: id, version: 3, vin, data: { diagnostics: { odometer } } } };
}

/**
 * Returns the order in which messages are sent: some neighbours are swapped, and about one in twenty is sent
 * twice.
 */
export function sendingOrder(count: number, random: () => number): number[] {
  const order: number[] = [];
  for (let number = 0; number < count; number++) {
    const place =
      order.length > 5 && random() < 0.1 ? order.length - 1 - Math.floor(random() * 4) : order.length;
    order.splice(place, 0, number);
    if (random() < 0.05) order.push(Math.max(0, number - Math.floor(random() * 50)));
  }
  return order;
}
