import { metrics, SpanStatusCode, type Tracer } from "@opentelemetry/api";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { expect, test } from "vitest";
import { answering, api, refuse, start, testClock, tokenAnswer } from "../../test/kit.ts";
import { clientCredentials, withAuth } from "../index.ts";
import { type InstrumentMaker, openTelemetryEvents } from "./opentelemetry.ts";

const secret = { environment: "sandbox", clientId: "app-id", clientSecret: "s3cr3t" } as const;

function recordingMeter() {
  const recorded: [string, number, object][] = [];
  const note = (name: string) => (value: number, attributes: object) =>
    void recorded.push([name, value, attributes]);
  const meter: InstrumentMaker = {
    createCounter: (name) => ({ add: note(name) }),
    createHistogram: (name) => ({ record: note(name) }),
  };
  return { meter, recorded };
}

test("writes a span for every attempt, with an error if it failed, and counts events", async () => {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const { meter, recorded } = recordingMeter();
  const tracer: Tracer = provider.getTracer("test");
  const onEvent = openTelemetryEvents({ tracer, meter, now: () => start });
  const { fetch } = answering(
    () => refuse(503),
    () => tokenAnswer("t0k3n"),
    () => refuse(401),
    () => tokenAnswer("t0k3n2"),
    () => refuse(200),
  );
  const tokens = clientCredentials({ ...secret, fetch, clock: testClock(), onEvent });
  await withAuth(tokens, { fetch, onEvent })(api);
  const spans = exporter.getFinishedSpans();
  expect(spans.map(({ name, status, attributes }) => [name, status.code, attributes])).toEqual([
    [
      "oauth.token_request",
      SpanStatusCode.ERROR,
      { attempt: 1, "error.type": "server-unavailable", "http.response.status_code": 503 },
    ],
    ["oauth.token_request", SpanStatusCode.UNSET, { attempt: 2 }],
    ["oauth.token_request", SpanStatusCode.UNSET, { attempt: 1 }],
  ]);
  const counted = recorded.flatMap(([name, , attributes]) => (name === "oauth.events" ? [attributes] : []));
  expect(counted).toMatchObject([
    { event: "token-requested" },
    { event: "token-requests-paused", "error.type": "server-unavailable" },
    { event: "token-requested" },
    { event: "token-refreshed", from: "server" },
    { event: "token-invalidated" },
    { event: "token-requested" },
    { event: "token-refreshed" },
    { event: "request-replayed", "http.request.method": "GET", "http.response.status_code": 200 },
  ]);
  expect(recorded.filter(([name]) => name === "oauth.token_request.duration")).toHaveLength(3);
  const written = JSON.stringify([recorded, spans.map(({ attributes, events }) => [attributes, events])]);
  expect(written).not.toMatch(/t0k3n|s3cr3t|app-id|vehicles/);
});

test("records durations in seconds", () => {
  const { meter, recorded } = recordingMeter();
  openTelemetryEvents({ meter })({ type: "token-requested", attempt: 1, durationMs: 1_500 });
  expect(recorded).toContainEqual(["oauth.token_request.duration", 1.5, { attempt: 1 }]);
});

test("counts limited numbers by their name, without their size", () => {
  const { meter, recorded } = recordingMeter();
  const onEvent = openTelemetryEvents({ meter });
  onEvent({ type: "number-limited", name: "retry-after", receivedMs: 123_456, usedMs: 60_000 });
  onEvent({ type: "token-kept", keptForMs: 1_000 });
  expect(recorded).toEqual([
    ["oauth.events", 1, { event: "number-limited", name: "retry-after" }],
    ["oauth.events", 1, { event: "token-kept" }],
  ]);
});

test("accepts OpenTelemetry's own meter, and no meter", () => {
  const onEvent = openTelemetryEvents({ meter: metrics.getMeter("test") });
  expect(() => onEvent({ type: "token-invalidated" })).not.toThrow();
  expect(() => openTelemetryEvents({})({ type: "token-invalidated" })).not.toThrow();
});
