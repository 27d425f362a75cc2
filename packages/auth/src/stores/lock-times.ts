/** The lock of a process that died is free after this time. A process at work renews it three times as often. */
export const lockMs = 15_000;
/** How long a process waits for a lock. */
export const maxLockWaitMs = 60_000;
/** The shortest time between two looks at a lock; the longest is twice as long. */
export const lockPollMs = 50;
