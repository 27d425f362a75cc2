import { checkKnownOptions } from "@high-mobility-ts/guards";
import type { AuthEvent, OnEvent } from "./events.ts";

type Attributes = Readonly<Record<string, string | number>>;

/** The part of an OpenTelemetry `Tracer` that is used here. */
export interface SpanStarter {
  /** Starts a span that ends when `end` is called. */
  startSpan(
    name: string,
    options: { startTime: number; attributes: Record<string, string | number> },
  ): { setStatus(status: { code: number }): unknown; end(endTime?: number): void };
}

/** The part of an OpenTelemetry `Meter` that is used here. */
export interface InstrumentMaker {
  /** Creates an instrument that counts. */
  createCounter(
    name: string,
    options: { description: string },
  ): { add(value: number, attributes: Record<string, string | number>): void };
  /** Creates an instrument that records how values are distributed. */
  createHistogram(
    name: string,
    options: { description: string; unit: string },
  ): { record(value: number, attributes: Record<string, string | number>): void };
}

/** Options of {@link openTelemetryEvents}: set at least one of `tracer` and `meter`. */
export interface OpenTelemetryOptions {
  /** `trace.getTracer(…)`: a span `oauth.token_request` for each attempt of a token request. */
  readonly tracer?: SpanStarter | undefined;
  /** `metrics.getMeter(…)`: the counter `oauth.events` and the histogram `oauth.token_request.duration` (seconds). */
  readonly meter?: InstrumentMaker | undefined;
  /** Returns milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
}

/** `SpanStatusCode.ERROR` of OpenTelemetry. */
const errorStatus = 2;

/**
 * Returns an `onEvent` that writes to OpenTelemetry. Attributes are `event`, `attempt`, `error.type` (the code of an `AuthError`),
 * `http.request.method`, `http.response.status_code` and `name` (of a limited number): nothing that identifies a token, a vehicle or a person.
 *
 * @example clientCredentials({ …, onEvent: openTelemetryEvents({ tracer: trace.getTracer("my-app") }) })
 */
export function openTelemetryEvents(options: OpenTelemetryOptions): OnEvent {
  checkKnownOptions("openTelemetryEvents()", options, { tracer: true, meter: true, now: true });
  const { tracer, meter, now = Date.now } = options;
  const counter = meter?.createCounter("oauth.events", { description: "Events of access tokens" });
  const durations = meter?.createHistogram("oauth.token_request.duration", {
    description: "Duration of token requests",
    unit: "s",
  });
  return (event) => {
    const attributes = attributesOf(event);
    counter?.add(1, { event: event.type, ...attributes });
    if (event.type !== "token-requested") return;
    durations?.record(event.durationMs / 1_000, { ...attributes });
    const endTime = now();
    const startTime = endTime - event.durationMs;
    const span = tracer?.startSpan("oauth.token_request", { startTime, attributes: { ...attributes } });
    if (event.error) span?.setStatus({ code: errorStatus });
    span?.end(endTime);
  };
}

function attributesOf(event: AuthEvent): Attributes {
  switch (event.type) {
    case "token-requested":
      return {
        attempt: event.attempt,
        ...(event.error && { "error.type": event.error.code }),
        ...(event.error?.status !== undefined && { "http.response.status_code": event.error.status }),
      };
    case "token-refreshed":
      return { from: event.from };
    case "request-replayed":
      return { "http.request.method": event.method, "http.response.status_code": event.status };
    case "request-not-replayed":
      return { "http.request.method": event.method };
    case "token-requests-paused":
      return { "error.type": event.error.code };
    case "number-limited":
      return { name: event.name };
    case "token-refresh-failed":
    case "token-invalidated":
    case "token-kept":
    case "store-failed":
      return {};
    default:
      return event satisfies never;
  }
}
