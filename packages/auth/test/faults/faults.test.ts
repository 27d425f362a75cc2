import { readFile, writeFile } from "node:fs/promises";
import { inspect } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import {
  AuthError,
  type AuthEvent,
  type ClientCredentialsOptions,
  clientCredentials,
  withAuth,
} from "../../src/index.ts";
import { testClock, testKey } from "../kit.ts";
import { hugeBytes } from "./faults.ts";
import { type Row, rows, tableOf } from "./matrix.ts";
import { type FaultProxy, startProxy } from "./proxy.ts";
import { startUpstream, type Upstream, upstreamKeyId, upstreamSecret } from "./upstream.ts";

const { pem, publicKey } = await testKey();
const flows = {
  "client secret": { clientSecret: upstreamSecret },
  "private key": { privateKey: { id: upstreamKeyId, pem }, audience: "https://audience.example" },
} as const;
type Flow = keyof typeof flows;
const matrix = rows.flatMap((row) =>
  (Object.keys(flows) as Flow[]).map((flow) => ({ row, flow, name: row.name })),
);

let upstream: Upstream;
let proxy: FaultProxy;
beforeAll(async () => {
  // The growing pauses have a random share. With this one they are 375, 750 and 1,500 ms.
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  upstream = await startUpstream(publicKey);
  proxy = await startProxy(upstream.port);
});
afterEach(() => proxy.setPlan(undefined));
afterAll(() => {
  vi.restoreAllMocks();
  proxy.close();
  upstream.close();
});

/** The real fetch; counts the bytes that are read of bodies, by path. */
function counted() {
  const state = { "/token": 0, "/things": 0, tries: 0 };
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { url } = new Request(input, init);
    if (url.endsWith("/token")) state.tries++;
    const count = (bytes: number) => {
      state[url.endsWith("/token") ? "/token" : "/things"] += bytes;
    };
    const response = await globalThis.fetch(input, init);
    proxy.answered();
    return response.body ? counting(response, response.body, count) : response;
  };
  return { fetch, state };
}

function counting(
  response: Response,
  body: ReadableStream<Uint8Array>,
  count: (bytes: number) => void,
): Response {
  const reader = body.getReader();
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const { done, value } = await reader.read();
    if (done) return controller.close();
    count(value.length);
    controller.enqueue(value);
  };
  const stream = new ReadableStream(
    { pull, cancel: (reason) => reader.cancel(reason) },
    { highWaterMark: 0 },
  );
  const { status, statusText, headers } = response;
  return new Response(stream, { status, statusText, headers });
}

/** A server keeps connections open for longer than a test may take. */
function world(flow: Flow, timeoutMs = 60_000) {
  const clock = testClock(Date.now());
  const events: AuthEvent[] = [];
  const { fetch, state } = counted();
  const options = {
    tokenUrl: `${proxy.origin}/token`,
    clientId: "app",
    ...flows[flow],
    fetch,
    clock,
    timeoutMs,
  };
  const onEvent = (event: AuthEvent) => events.push(event);
  const tokens = clientCredentials({ ...options, onEvent } as ClientCredentialsOptions);
  return { tokens, authedFetch: withAuth(tokens, { fetch, onEvent }), clock, events, state };
}

/** Returns the result as text of the table. Fails when an error shows a secret. */
function inWords(error: unknown): string {
  const shown = inspect(error, { depth: null, showHidden: true }) + JSON.stringify(error);
  for (const secret of [upstreamSecret, "acc3ss-", "eyJ", pem.slice(40, 80)])
    expect(shown).not.toContain(secret);
  if (error === gaveUp) return "the reason of the caller's signal";
  if (!(error instanceof AuthError)) return error instanceof TypeError ? "`TypeError`" : String(error);
  const status = error.status ? ` ${error.status}` : "";
  return `\`AuthError\` \`${error.code}\`${status}${error.status === 429 ? `, \`retryAfterMs\` ${error.retryAfterMs}` : ""}`;
}
const gaveUp = new Error("the caller gave up");

async function seenAtTokenEndpoint({ fault, times = Infinity, timeoutMs }: Row, flow: Flow) {
  const here = world(flow, timeoutMs);
  proxy.setPlan({ path: "/token", fault, times });
  const result = await here.tokens.getToken().then(({ value }) => {
    expect(upstream.issued.has(value)).toBe(true);
    return "a token";
  }, inWords);
  const { tries } = here.state;
  expect(here.events.filter(({ type }) => type === "token-requested")).toHaveLength(tries);
  // Pauses of two seconds and more are those that the server requests.
  const waits = here.clock.slept.filter((ms) => ms >= 2_000);
  const between = waits.length > 0 ? `, ${waits.join(", ")} ms between` : "";
  return { ...here, text: `${result}; ${tries} ${tries === 1 ? "attempt" : "attempts"}${between}` };
}

async function seenAtApi({ fault, times = Infinity }: Row, flow: Flow) {
  const here = world(flow);
  await here.tokens.getToken();
  proxy.setPlan({ path: "/things", fault, times });
  const controller = new AbortController();
  void proxy.stuck().then(() => controller.abort(gaveUp));
  const { signal } = controller;
  const response = await here
    .authedFetch(`${proxy.origin}/things`, { signal })
    .catch((error: unknown) => error);
  if (!(response instanceof Response))
    return { ...here, text: inWords(response).replace("`TypeError`", "$& of `fetch`") };
  const body = await response.text().catch((error: unknown) => error);
  if (typeof body !== "string")
    return {
      ...here,
      text: `${response.status}, then ${inWords(body).replace("`TypeError`", "$& of the body")}`,
    };
  const whole = body.length === hugeBytes || isJson(body);
  return { ...here, text: `${response.status}, ${whole ? "whole body" : "the part that came"}` };
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}

// The time for fifty megabytes depends on the load of the machine.
describe.each(matrix)("$name, with a $flow", { timeout: 30_000 }, ({ row, flow }) => {
  test("at the token endpoint", async () => {
    const { clock, text, tokens, state } = await seenAtTokenEndpoint(row, flow);
    expect(text).toBe(row.token);
    expect(proxy.elsewhere()).toBe(0);
    // No connection stays open; a body that is too long is read up to 64 KiB and the rest of the current
    // chunk. Bytes that the kernel buffered are not counted.
    expect(await proxy.settled()).toBeLessThan(hugeBytes / 2);
    expect(state["/token"]).toBeLessThanOrEqual(2 * 65_536);
    // Failures are remembered for a minute at most.
    proxy.setPlan(undefined);
    clock.advance(60_000);
    expect(upstream.issued).toContain((await tokens.getToken()).value);
  });

  test("at the API", async () => {
    const { text, authedFetch } = await seenAtApi(row, flow);
    expect(text).toBe(row.api);
    expect(proxy.elsewhere()).toBe(0);
    await proxy.settled();
    proxy.setPlan(undefined);
    expect((await authedFetch(`${proxy.origin}/things`)).status).toBe(200);
  });
});

test("does not read a body that the caller gets, or a body that a replay makes unnecessary", async () => {
  const { tokens, authedFetch, state } = world("client secret");
  await tokens.getToken();
  const { fault: huge } = rows.find(({ name }) => name.startsWith("200 with a body")) ?? fail();
  proxy.setPlan({ path: "/things", fault: huge, times: 1 });
  const response = await authedFetch(`${proxy.origin}/things`);
  expect(state["/things"]).toBe(0);
  await response.body?.cancel();
  expect(await proxy.settled()).toBeLessThan(hugeBytes / 2);

  const { fault: refused } = rows.find(({ name }) => name.startsWith("401 with a body")) ?? fail();
  proxy.setPlan({ path: "/things", fault: refused, times: 1 });
  const replayed = await authedFetch(`${proxy.origin}/things`);
  expect([replayed.status, state["/things"]]).toEqual([200, 0]);
  expect(await proxy.settled()).toBeLessThan(hugeBytes / 2);
  await replayed.text();
});

function fail(): never {
  throw new Error("the matrix has no row with this name");
}

test("the table in docs/faults.md is the one that the tests above assert; UPDATE_DOCS=1 writes it", async () => {
  const table = tableOf(rows.map(({ name, token, api }) => [name, token, api]));
  const file = new URL("../../docs/faults.md", import.meta.url);
  const text = await readFile(file, "utf8");
  const next = text.replace(/(?<=<!-- faults -->\n)[\s\S]*(?=<!-- \/faults -->)/, `\n${table}\n\n`);
  expect(next).toContain(table);
  if (process.env["UPDATE_DOCS"]) await writeFile(file, next);
  else expect(text).toBe(next);
});
