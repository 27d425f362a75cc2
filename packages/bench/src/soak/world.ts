// What the processes of a soak agree on.

/** How long a token is accepted. */
export const tokenSeconds = 5;

/** How often a token is revoked before its time. */
export const revocationMs = 30_000;

export const vins: readonly string[] = Array.from(
  { length: 500 },
  (_, index) => `2HM${String(index).padStart(14, "0")}`,
);

/** How many messages a second arrive over MQTT. */
export const messagesPerSecond = 50;
