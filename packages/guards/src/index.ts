export { checkFunction, checkKnownOptions, checkOneOf, checkText, kindOf } from "./check-option.ts";
export { checkResponse } from "./check-response.ts";
export { errorDetails, isConsentProblem, type ReadErrorDetail } from "./error-details.ts";
export { lateFetch } from "./late-fetch.ts";
export { isLoopback, isLoopbackOrigin } from "./loopback.ts";
export { nearestName } from "./nearest-name.ts";
export {
  clampMs,
  maxClockSkewMs,
  maxRequestedDelayMs,
  maxSharedPauseMs,
  maxTimerMs,
  maxTokenLifetimeMs,
} from "./network-numbers.ts";
export { originOf } from "./origin-of.ts";
export { readLimited } from "./read-limited.ts";
export { reasonOf } from "./reason-of.ts";
export { redact, safeCause, shownUrl } from "./redact.ts";
export { isReplayable } from "./replayable-body.ts";
export { requestedDelayMs, retryAfterMs } from "./retry-after.ts";
export { sleep } from "./sleep.ts";
export { systemClock } from "./system-clock.ts";
