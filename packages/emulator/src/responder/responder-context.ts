import type { Faults } from "../control/faults.ts";
import type { Journal } from "../control/journal.ts";
import type { PlatformState } from "../platform.ts";
import type { Quirk } from "./quirks.ts";
import type { WindowLimiter } from "./rate-limiter.ts";
import type { ParsedBody } from "./request-body.ts";
import type { Route } from "./routes.ts";
import type { SpecValidator } from "./spec-validator.ts";

/** The dependencies of the responder. */
export interface ResponderContext {
  readonly platform: PlatformState;
  readonly validator: SpecValidator;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly limiter: WindowLimiter;
  readonly nextRequestId: () => string;
  /** Waits for the configured latency. */
  readonly delay: (requestId: string, signal: AbortSignal) => Promise<void>;
  /** Is called after each response, because time may have passed. */
  readonly afterAnswer: () => void;
}

export interface IncomingRequest {
  readonly request: Request;
  readonly url: URL;
  readonly route: Route;
  readonly body: ParsedBody;
  readonly requestId: string;
  /** How the response to this request differs from the documented one; faults add to it. */
  readonly quirks: Quirk[];
}
