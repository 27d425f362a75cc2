import { expect, test, vi } from "vitest";
import type { ClientEvent } from "./events.ts";
import { logEvents } from "./log-events.ts";

function linesOf(...events: ClientEvent[]): string[] {
  const lines: string[] = [];
  const onEvent = logEvents((line) => lines.push(line));
  for (const event of events) onEvent(event);
  return lines;
}

test("writes one line per event, without undefined members", () => {
  const operation = "GET /v1/vehicleinfo";
  const lines = linesOf(
    { type: "call-completed", operation, status: 200, attempts: 1, durationMs: 12.345, requestId: undefined },
    { type: "call-failed", operation, attempts: 2, durationMs: 5, error: new TypeError("fetch\nfailed") },
    { type: "response-invalid", operation, status: 200, problems: ["/vin is missing"], requestId: "r-1" },
    { type: "token-invalidated" },
  );
  expect(lines).toEqual([
    'call-completed operation="GET /v1/vehicleinfo" status=200 attempts=1 durationMs=12.3',
    'call-failed operation="GET /v1/vehicleinfo" attempts=2 durationMs=5 error="TypeError: fetch\\nfailed"',
    'response-invalid operation="GET /v1/vehicleinfo" status=200 problems=["/vin is missing"] requestId="r-1"',
    "token-invalidated",
  ]);
});

test("writes to standard error by default", () => {
  const written = vi.spyOn(console, "error").mockImplementation(() => undefined);
  logEvents()({ type: "token-invalidated" });
  expect(written).toHaveBeenCalledExactlyOnceWith("token-invalidated");
  written.mockRestore();
});
