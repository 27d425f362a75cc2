import {
  answer,
  drip,
  garbage,
  hang,
  huge,
  latency,
  redirect,
  resetAtOnce,
  resetInMidBody,
  tooManyUntil,
  truncated,
  truncatedUnnoticed,
} from "./faults.ts";
import type { Fault } from "./proxy.ts";

/** The results for callers as texts, which `docs/faults.md` shows and the test compares. */
export interface Row {
  readonly name: string;
  readonly fault: Fault;
  /** The number of requests that have the fault; absent: all requests. */
  readonly times?: number;
  /** How long one attempt may take, in milliseconds, if the fault is a missing response. */
  readonly timeoutMs?: number;
  /** The result of `getToken()` if the token endpoint has the fault. */
  readonly token: string;
  /** The result of `authedFetch(…)` and of reading the body if the API has the fault. */
  readonly api: string;
}

function tooMany(seconds: number) {
  return answer("429 Too Many Requests", { "retry-after": String(seconds) });
}
const down = answer("503 Service Unavailable");

export const rows: readonly Row[] = [
  { name: "latency", fault: latency, token: "a token; 1 attempt", api: "200, whole body" },
  {
    name: "reset before the response, once",
    fault: resetAtOnce,
    times: 1,
    token: "a token; 2 attempts",
    api: "`TypeError` of `fetch`",
  },
  {
    name: "reset before the response, always",
    fault: resetAtOnce,
    token: "`AuthError` `network`; 4 attempts",
    api: "`TypeError` of `fetch`",
  },
  {
    name: "reset in mid-body",
    fault: resetInMidBody,
    token: "`AuthError` `network`; 4 attempts",
    api: "200, then `TypeError` of the body",
  },
  {
    name: "body shorter than its Content-Length",
    fault: truncated,
    token: "`AuthError` `network`; 4 attempts",
    api: "200, then `TypeError` of the body",
  },
  {
    name: "truncated body, no Content-Length",
    fault: truncatedUnnoticed,
    token: "`AuthError` `invalid-response` 200; 1 attempt",
    api: "200, the part that came",
  },
  {
    name: "garbage instead of HTTP",
    fault: garbage,
    token: "`AuthError` `network`; 4 attempts",
    api: "`TypeError` of `fetch`",
  },
  {
    name: "one byte at a time, without an end",
    fault: drip,
    timeoutMs: 300,
    token: "`AuthError` `timeout`; 4 attempts",
    api: "200, then the reason of the caller's signal",
  },
  {
    name: "no response, connection open",
    fault: hang,
    timeoutMs: 300,
    token: "`AuthError` `timeout`; 4 attempts",
    api: "the reason of the caller's signal",
  },
  {
    name: "429, Retry-After: 2, once",
    fault: tooMany(2),
    times: 1,
    token: "a token; 2 attempts, 2000 ms between",
    api: "429, whole body",
  },
  {
    name: "429, Retry-After: a date in 3 s, once",
    fault: tooManyUntil,
    times: 1,
    token: "a token; 2 attempts, 3000 ms between",
    api: "429, whole body",
  },
  {
    name: "429, Retry-After: 60",
    fault: tooMany(60),
    token: "`AuthError` `server-unavailable` 429, `retryAfterMs` 60000; 1 attempt",
    api: "429, whole body",
  },
  { name: "503, three times", fault: down, times: 3, token: "a token; 4 attempts", api: "503, whole body" },
  {
    name: "503, always",
    fault: down,
    token: "`AuthError` `server-unavailable` 503; 4 attempts",
    api: "503, whole body",
  },
  {
    name: "redirect to another origin",
    fault: redirect,
    token: "`AuthError` `redirect-rejected`; 1 attempt",
    api: "`AuthError` `redirect-rejected`",
  },
  {
    name: "200 with a body of 50 MB",
    fault: huge("200 OK"),
    token: "`AuthError` `invalid-response` 200; 1 attempt",
    api: "200, whole body",
  },
  {
    name: "401 with a body of 50 MB, once",
    fault: huge("401 Unauthorized"),
    times: 1,
    token: "`AuthError` `request-rejected` 401; 1 attempt",
    api: "200, whole body",
  },
];

/** The table of `docs/faults.md`, which the test prints as well. */
export function tableOf(cells: readonly (readonly string[])[]): string {
  const all = [["fault", "at the token endpoint: `getToken()`", "at the API: `authedFetch(…)`"], ...cells];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [header = [], ...body] = all;
  return [
    line(header),
    `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`,
    ...body.map(line),
  ].join("\n");
}
