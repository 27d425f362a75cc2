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

/**
 * The message that ends the faults of the platform. It is sent while calls still come at their usual rate, and they meet the
 * last faults: a call that was alone with a platform that keeps adding faults would meet one at each attempt.
 */
export const endOfTrouble = "end of trouble";
