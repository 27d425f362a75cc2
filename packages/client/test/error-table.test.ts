// docs/errors.md contains real errors of a client, one for each cause. UPDATE_DOCS=1 writes the file.
import { readFileSync, writeFileSync } from "node:fs";
import { AuthError } from "@high-mobility-ts/auth";
import { expect, test } from "vitest";
import { createClient, HighMobilityError, unwrap, waitForClearance } from "../src/index.ts";
import { fakeClock } from "./fake-clock.ts";

const origin = "https://api.example.com";
const token = { value: "t", expiresAt: Number.MAX_SAFE_INTEGER, scopes: new Set<string>() };
const page = new URL("../docs/errors.md", import.meta.url);

type Respond = (signal: AbortSignal | undefined) => Response | Promise<Response>;

function says(status: number, title: string, detail: string, headers: Record<string, string> = {}): Respond {
  return () => Response.json({ errors: [{ title, detail }] }, { status, headers });
}

function hang(signal: AbortSignal | undefined): Promise<Response> {
  return new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
}

/** The texts come from the emulator and this test, not from the platform. */
const causes: readonly (readonly [cause: string, respond: Respond])[] = [
  ["400", says(400, "Bad Request", "vin is missing")],
  ["401, twice", says(401, "Not Authorized", "the token is unknown")],
  ["403, access", says(403, "Forbidden", "the application belongs to no fleet")],
  ["401, consent withdrawn", says(401, "Not Authorized", "the carmaker has removed the consent")],
  ["403, consent", says(403, "Forbidden", "there is no consent for this vehicle")],
  ["403, privacy", says(403, "Forbidden", "the driver turned on privacy mode")],
  ["404", says(404, "Not found", "there is no clearance for this VIN")],
  ["408", says(408, "Request Timeout", "the vehicle is asleep")],
  ["409", says(409, "Conflict", "the clearance is over")],
  ["422, pending", says(422, "Pending", "the clearance is still pending")],
  ["422, early", says(422, "too early", "cancelable from tomorrow")],
  ["422, other", says(422, "Unprocessable Entity", "brand is not known")],
  ["429", says(429, "Too many requests", "retry after 10s")],
  ["418, which is not documented", says(418, "Teapot", "short and stout")],
  ["500", says(500, "Internal Server Error", "failed")],
  ["503", says(503, "Service Unavailable", "the carmaker failed", { "retry-after": "3" })],
  ["504", says(504, "Timeout", "the carmaker is silent")],
  ["200 without a body", () => new Response(null, { headers: { "content-type": "application/json" } })],
  ["502 with HTML", () => new Response("<html>", { status: 502, headers: { "content-type": "text/html" } })],
  ["200 with HTML", () => new Response("<html>", { headers: { "content-type": "text/html" } })],
  [
    "200 with truncated JSON",
    () => new Response('{"vin":', { headers: { "content-type": "application/json" } }),
  ],
  [
    "the connection fails",
    () => Promise.reject(Object.assign(new TypeError("fetch failed"), { cause: { code: "x" } })),
  ],
  ["no response in time", hang],
  ["the caller aborts", hang],
  ["the wait for approval times out", () => Response.json({ vin: "2HM00000000000001", status: "pending" })],
  ["no token", () => Promise.reject(new AuthError("network", "POST /v1/access_tokens failed: no response."))],
];

async function errorOf(cause: string, respond: Respond): Promise<HighMobilityError> {
  const hm = createClient({
    baseUrl: origin,
    auth: { getToken: async () => token, invalidate: () => undefined, resourceOrigins: [origin] },
    fetch: async (_input, init) => respond(init?.signal ?? undefined),
    retry: false,
    timeout: cause === "no response in time" ? { attemptMs: 5 } : false,
  });
  const controller = new AbortController();
  // A call never fails with this code.
  const waits = cause === "the wait for approval times out";
  const wait = () => waitForClearance(hm, "2HM00000000000001", { timeoutMs: 1_000, clock: fakeClock() });
  const call = waits
    ? wait()
    : unwrap(
        hm.GET("/v1/fleets/vehicles/{vin}", {
          params: { path: { vin: "2HM00000000000001" } },
          signal: controller.signal,
        }),
      );
  if (cause === "the caller aborts") setTimeout(() => controller.abort(new Error("changed my mind")));
  const error: unknown = await call.catch((reason: unknown) => reason);
  if (!(error instanceof HighMobilityError)) throw new Error(`${cause}: no error of ours, but ${error}`);
  return error;
}

function escaped(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
}

test("the error table shows the error of each cause", async () => {
  const rows: string[] = [];
  const codes = new Set<string>();
  for (const [cause, respond] of causes) {
    const error = await errorOf(cause, respond);
    codes.add(error.code);
    const again = error.retryable
      ? `yes${error.retryAfterMs === undefined ? "" : `, after ${error.retryAfterMs} ms`}`
      : "no";
    rows.push(`| ${cause} | \`${error.name}\` | \`${error.code}\` | ${again} | ${escaped(error.message)} |`);
  }
  const text = [
    "# Errors",
    "",
    "The errors that `unwrap` throws and that calls reject with, for one call (`GET /v1/fleets/vehicles/{vin}`) and each cause. A test generates this table.",
    "",
    "| cause | class | code | retryable | message |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
  if (process.env["UPDATE_DOCS"]) writeFileSync(page, text);
  expect(readFileSync(page, "utf8")).toBe(text);
  const source = readFileSync(new URL("../src/errors/high-mobility-error.ts", import.meta.url), "utf8");
  const declared = [
    ...source.matchAll(
      /^ {2}\| "([a-z-]+)"|"(aborted|authentication|network|timeout|unexpected-response)"/gm,
    ),
  ];
  expect(codes).toEqual(new Set(declared.map(([, one, other]) => one ?? other)));
});
