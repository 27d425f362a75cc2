import type { Faults } from "../control/faults.ts";
import type { Journal } from "../control/journal.ts";
import type { Platform } from "../platform.ts";
import type { RateLimiter } from "./rate-limiter.ts";
import type { RequestBody } from "./request-body.ts";
import type { Route } from "./routes.ts";
import type { SpecValidator } from "./spec-validator.ts";

/** What the responder works with. */
export interface ResponderContext {
  readonly platform: Platform;
  readonly validator: SpecValidator;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly limiter: RateLimiter;
  readonly nextRequestId: () => string;
  /** Waits as long as an answer is made to take. */
  readonly delay: (requestId: string, signal: AbortSignal) => Promise<void>;
  /** Told after each answer: time may have passed. */
  readonly afterAnswer: () => void;
}

export interface IncomingRequest {
  readonly request: Request;
  readonly url: URL;
  readonly route: Route;
  readonly body: RequestBody;
  readonly requestId: string;
}
