/**
 * The lock of a process that died is free after this time. A living process renews its lock three times in this time.
 */
export const lockMs = 15_000;
/** How long a process waits for a lock. */
export const maxLockWaitMs = 60_000;
/** The shortest time between two checks of a lock. The longest is twice as long. */
export const lockPollMs = 50;
