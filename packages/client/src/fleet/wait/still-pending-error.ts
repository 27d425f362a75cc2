import { HighMobilityError } from "../../errors/high-mobility-error.ts";

/** A vehicle whose clearance is undecided, and the status that was seen last. */
export interface PendingClearance {
  /** The VIN, as the caller wrote it. */
  readonly vin: string;
  /** `undefined` if the platform has not listed a clearance. */
  readonly status: string | undefined;
}

/** Clearances were not decided within the caller's time limit, although the platform responded each time. */
export class StillPendingError extends HighMobilityError {
  override readonly name = "StillPendingError";
  override readonly code = "still-pending";
  /** The time limit, in milliseconds. */
  readonly timeoutMs: number;
  /** The clearances that are not decided. */
  readonly pending: readonly PendingClearance[];

  constructor(operation: string, timeoutMs: number, pending: readonly PendingClearance[]) {
    const [first] = pending;
    const what =
      pending.length === 1
        ? `the clearance is ${JSON.stringify(first?.status ?? "not listed")}`
        : `${pending.length} clearances are not decided`;
    super(
      `${operation} failed: ${what} after ${timeoutMs} ms. Wait again later, or use a webhook: a decision can take days.`,
      { operation, retryable: true },
    );
    this.timeoutMs = timeoutMs;
    this.pending = pending;
  }

  /** The status that was seen last, of the first vehicle. */
  get lastStatus(): string | undefined {
    return this.pending[0]?.status;
  }
}
