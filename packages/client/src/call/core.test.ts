import { expect, test } from "vitest";
import { UnexpectedResponseError } from "../errors/unexpected-response-error.ts";
import { Attempt, Attempts } from "../resilience/attempt.ts";
import { type Core, createCore } from "./core.ts";
import { asStream, type CoreInit, type HeaderValues } from "./core-init.ts";
import type { MiddlewareContext } from "./middleware.ts";
import { openStream } from "./open-stream.ts";
import { toResult } from "./read-response.ts";
import { Redactor } from "./redactor.ts";

const maxResponseBytes = 1_000;

function json(body: unknown, status = 200) {
  return Response.json(body, { status });
}

async function call(core: Core, method: string, path: string, init?: CoreInit) {
  const options = { maxResponseBytes, redactor: new Redactor() };
  return toResult(`${method} ${path}`, await core.send(method, path, init), options);
}

type Sent = Parameters<typeof fetch>;

function coreAnswering(answer: () => Response, headers: Record<string, string> = { "x-app": "demo" }) {
  const sent: Sent[] = [];
  const core = createCore({
    baseUrl: "https://api.example.com/base/",
    maxResponseBytes,
    headers,
    fetchFor:
      () =>
      async (...args) => {
        sent.push(args);
        return answer();
      },
  });
  return { core, sent };
}

test("sends method, URL, JSON body, and headers of client and call", async () => {
  const { core, sent } = coreAnswering(() => json({}));
  await call(core, "POST", "/v1/things/{id}", {
    params: { path: { id: "a b" }, query: { filter: { a: 1 } } },
    body: { name: "n" },
    headers: { "x-call": "1" },
  });
  const [url, init] = sent[0] ?? [""];
  expect(url).toBe("https://api.example.com/base/v1/things/a%20b?filter=%7B%22a%22%3A1%7D");
  const request = new Request(url, init);
  expect(request.method).toBe("POST");
  expect(await request.json()).toEqual({ name: "n" });
  expect(Object.fromEntries(request.headers)).toMatchObject({
    "content-type": "application/json",
    "x-app": "demo",
    "x-call": "1",
  });
});

test("a call without own headers has the headers of the client and of its body as a plain record", async () => {
  const { core, sent } = coreAnswering(() => json({}));
  await call(core, "GET", "/v1/things");
  await call(core, "POST", "/v1/things", { body: { name: "n" } });
  expect(sent.map(([, init]) => [init?.headers, init?.body])).toEqual([
    [{ "x-app": "demo" }, undefined],
    [{ "x-app": "demo", "content-type": "application/json" }, '{"name":"n"}'],
  ]);
});

test.each([
  ["application/vnd.demo+json", '{"name":"n"}'],
  ["application/x-www-form-urlencoded", "name=n"],
])("a client with the content type %s sends bodies of it", async (type, body) => {
  const { core, sent } = coreAnswering(() => json({}), { "content-type": type });
  await call(core, "POST", "/v1/things", { body: { name: "n" } });
  const [, init] = sent[0] ?? [];
  expect([new Headers(init?.headers).get("content-type"), init?.body]).toEqual([type, body]);
});

test("only a call with a body has a content type", async () => {
  const { core, sent } = coreAnswering(() => json({}));
  await call(core, "GET", "/v1/things");
  await call(core, "GET", "/v1/things", { headers: { "x-call": "1" } });
  await call(core, "POST", "/v1/things", { body: { name: "n" } });
  await call(core, "POST", "/v1/things", { body: null, headers: { "x-call": "1" } });
  const types = sent.map(([url, init]) => new Request(url, init).headers.get("content-type"));
  expect(types).toEqual([null, null, "application/json", "application/json"]);
});

test.each<[string, HeaderValues]>([
  ["a record", { "x-call": 1, "x-app": null, "x-none": undefined }],
  ["Headers", new Headers({ "x-call": "1", "x-app": "" })],
  [
    "a list",
    [
      ["x-call", "1"],
      ["x-app", ""],
    ],
  ],
])("headers of a call can be %s, and take precedence", async (_name, headers) => {
  const { core, sent } = coreAnswering(() => json({}));
  await call(core, "GET", "/v1/things", { headers, params: { header: { "x-param": "2" } } });
  const [url, init] = sent[0] ?? [""];
  const seen = new Request(url, init).headers;
  expect([seen.get("x-call"), seen.get("x-param"), seen.get("x-app") || null, seen.has("x-none")]).toEqual([
    "1",
    "2",
    null,
    false,
  ]);
});

test("passes on other options of fetch, and the signal of the attempt", async () => {
  const { core, sent } = coreAnswering(() => json({}));
  const { signal } = new AbortController();
  await call(core, "GET", "/v1/things", { cache: "no-store", signal });
  expect(sent[0]?.[1]).toMatchObject({ method: "GET", redirect: "follow", cache: "no-store", signal });
  expect(sent[0]?.[1]?.body).toBeUndefined();
});

test("returns data, status and operation of a 2xx response", async () => {
  const { core } = coreAnswering(() => json({ vin: "V" }, 201));
  const result = await call(core, "GET", "/v1/things/{id}", { params: { path: { id: "1" } } });
  expect(result).toMatchObject({
    ok: true,
    status: 201,
    data: { vin: "V" },
    operation: "GET /v1/things/{id}",
  });
});

test.each([
  ["the parsed body", () => json({ errors: [] }, 404), { errors: [] }],
  ["an empty object when there is no body", () => new Response(null, { status: 500 }), {}],
  ["an empty object when the body has no characters", () => new Response("", { status: 500 }), {}],
  [
    "an empty object when content-length is 0",
    () => new Response(null, { status: 500, headers: { "content-length": "0" } }),
    {},
  ],
])("returns %s as the error", async (_name, answer, want) => {
  const { core } = coreAnswering(answer);
  const { ok, error } = await call(core, "GET", "/v1/things");
  expect([ok, error]).toEqual([false, want]);
});

test("returns an UnexpectedResponseError as the error value when a failure is not JSON", async () => {
  const { core } = coreAnswering(
    () => new Response("<html>", { status: 502, headers: { "content-type": "text/html" } }),
  );
  const { error } = await call(core, "GET", "/v1/things");
  expect(error).toBeInstanceOf(UnexpectedResponseError);
  expect(error).toMatchObject({
    code: "unexpected-response",
    status: 502,
    contentType: "text/html",
    bodyStart: "<html>",
  });
});

test("rejects with an UnexpectedResponseError when a 2xx response is not JSON", async () => {
  const { core } = coreAnswering(
    () => new Response('{"vin":', { headers: { "content-type": "application/json" } }),
  );
  await expect(call(core, "GET", "/v1/things")).rejects.toMatchObject({
    name: "UnexpectedResponseError",
    message:
      "GET /v1/things failed: 200 with a body that is not JSON (application/json). Check whether a proxy responded.",
    bodyStart: '{"vin":',
    cause: { name: "SyntaxError" },
  });
  // A copy: the parser's own error may quote the body.
  await expect(call(core, "GET", "/v1/things")).rejects.not.toHaveProperty("cause", expect.any(SyntaxError));
});

test.each([204, 205])("returns no data for %d", async (status) => {
  const { core } = coreAnswering(() => new Response(null, { status }));
  expect(await call(core, "DELETE", "/v1/things")).toMatchObject({ ok: true, data: undefined });
});

test("rejects with the error of fetch", async () => {
  const core = createCore({
    baseUrl: "https://api.example.com",
    maxResponseBytes,
    headers: undefined,
    fetchFor: () => () => Promise.reject(new TypeError("fetch failed")),
  });
  await expect(call(core, "GET", "/v1/things")).rejects.toThrow("fetch failed");
});

test("rejects before sending when a path parameter is empty or forgotten", async () => {
  const { core, sent } = coreAnswering(() => json({}));
  const message = "params.path.id of GET /v1/things/{id} must be a non-empty string or a number, got ";
  for (const [init, got] of [
    [{ params: { path: { id: "" } } }, '"".'],
    [{ params: {} }, "undefined."],
    [{}, "undefined."],
    [undefined, "undefined."],
  ] as const)
    await expect(call(core, "GET", "/v1/things/{id}", init)).rejects.toThrow(new TypeError(message + got));
  expect(sent).toEqual([]);
});

test("passes a real Request through middleware in order, and responses in reverse", async () => {
  const { core, sent } = coreAnswering(() => json({}));
  const steps: string[] = [];
  const middleware = (name: string) => ({
    onRequest: ({ request, schemaPath }: { request: Request; schemaPath: string }) => {
      steps.push(`${name} → ${schemaPath}`);
      request.headers.set(`x-${name}`, "1");
    },
    onResponse: ({ response }: { response: Response }) => {
      steps.push(`${name} ← ${response.status}`);
    },
  });
  const [a, b] = [middleware("a"), middleware("b")];
  core.use(a, b);
  await call(core, "GET", "/v1/things");
  expect(steps).toEqual(["a → /v1/things", "b → /v1/things", "b ← 200", "a ← 200"]);
  expect(sent[0]).toEqual([expect.any(Request)]);
  core.eject(a, b);
  await call(core, "GET", "/v1/things");
  expect(steps).toHaveLength(4);
  expect(sent[1]?.[0]).toBe("https://api.example.com/base/v1/things");
});

test("steps may replace request and response, or respond without sending", async () => {
  const { core, sent } = coreAnswering(() => json({ from: "server" }));
  core.use({
    onRequest: ({ request }) =>
      request.headers.has("x-stop")
        ? json({ from: "step" })
        : new Request(request, { headers: { "x-new": "1" } }),
    onResponse: async ({ response }) => json({ ...(await response.json()), seen: true }),
  });
  expect(await call(core, "GET", "/v1/things")).toMatchObject({ data: { from: "server", seen: true } });
  expect(sent[0]?.[0]).toMatchObject({ headers: new Headers({ "x-new": "1" }) });
  const stopped = await call(core, "GET", "/v1/things", { headers: { "x-stop": "1" } });
  expect(stopped).toMatchObject({ data: { from: "step" } });
  expect(sent).toHaveLength(1);
});

test("steps see the error of fetch in reverse, and may replace it by an error or a response", async () => {
  const core = createCore({
    baseUrl: "https://api.example.com",
    maxResponseBytes,
    fetchFor: () => () => Promise.reject(new TypeError("fetch failed")),
  });
  const seen: unknown[] = [];
  const replace = { onError: ({ error }: { error: unknown }) => new Error("replaced", { cause: error }) };
  core.use({ onError: ({ error }) => void seen.push(error) }, replace);
  await expect(call(core, "GET", "/v1/things")).rejects.toThrow("replaced");
  expect(seen).toEqual([new Error("replaced")]);
  core.eject(replace);
  core.use({ onError: () => json({ from: "cache" }) });
  expect(await call(core, "GET", "/v1/things")).toMatchObject({ data: { from: "cache" } });
  expect(seen).toHaveLength(1);
});

test("middleware sees template, parameters and one id per call, and can send on its own", async () => {
  const { core, sent } = coreAnswering(() => json({}));
  const contexts: MiddlewareContext[] = [];
  core.use({
    onRequest: (context) => void contexts.push(context),
    onResponse: async (context) => {
      contexts.push(context);
      await context.options.fetch("https://api.example.com/other");
    },
  });
  const params = { path: { id: "1" }, query: { a: 1 } };
  await call(core, "GET", "/v1/things/{id}", { params });
  await call(core, "GET", "/v1/things/{id}", { params });
  expect(contexts[0]).toMatchObject({ schemaPath: "/v1/things/{id}", params });
  const ids = contexts.map(({ id }) => id);
  expect([ids[0] === ids[1], ids[1] === ids[2], ids[2] === ids[3]]).toEqual([true, false, true]);
  expect(sent.map(([input]) => (typeof input === "string" ? input : "a request"))).toEqual([
    "a request",
    "https://api.example.com/other",
    "a request",
    "https://api.example.com/other",
  ]);
});

test.each([undefined, {}, "log", () => undefined])("use rejects %o", (middleware) => {
  const { core } = coreAnswering(() => json({}));
  expect(() => core.use(middleware as never)).toThrow(
    new TypeError(
      "use() must be called with objects that have onRequest, onResponse or onError, got an object without them.",
    ),
  );
});

function oversized() {
  return new Response("x".repeat(1_001), { headers: { "content-length": "5" } });
}

test.each([200, 500])("a body over the limit of a %d is an error that names the option", async (status) => {
  let cancelled = false;
  const endless = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(400)),
    cancel: () => {
      cancelled = true;
    },
  });
  const { core } = coreAnswering(() => new Response(endless, { status }));
  const called = call(core, "GET", "/v1/things");
  const error = status === 200 ? await called.catch((reason: unknown) => reason) : (await called).error;
  expect(error).toMatchObject({
    name: "UnexpectedResponseError",
    status,
    retryable: status === 500,
    message: `GET /v1/things failed: ${status} with a body of more than 1000 bytes. Increase maxResponseBytes if you expect such responses.`,
  });
  expect(cancelled).toBe(true);
});

test("the limit counts received bytes and ignores content-length, and includes the last byte", async () => {
  const { core } = coreAnswering(oversized);
  await expect(call(core, "GET", "/v1/things")).rejects.toThrow("more than 1000 bytes");
  const exact = coreAnswering(() => new Response(`"${"x".repeat(998)}"`));
  expect(await call(exact.core, "GET", "/v1/things")).toMatchObject({ ok: true });
});

const whoResponds = "Check whether a mock, a gateway or a proxy responded.";

test.each([
  ["an empty body", "", "an empty body. Check whether a proxy responded."],
  ["null", "null", `a body that is not an object with data, but null. ${whoResponds}`],
  ["{}", "{}", `a body that is not an object with data, but {}. ${whoResponds}`],
  ["a list", "[]", `a body that is not an object with data, but []. ${whoResponds}`],
])("rejects %s where the operation documents an object", async (_name, body, reason) => {
  const { core } = coreAnswering(() => new Response(body));
  const init = { params: { path: { vin: "V" } } };
  await expect(call(core, "GET", "/v1/fleets/vehicles/{vin}", init)).rejects.toMatchObject({
    name: "UnexpectedResponseError",
    status: 200,
    message: `GET /v1/fleets/vehicles/{vin} failed: 200 with ${reason}`,
  });
});

test("rejects an object where the operation documents a list", async () => {
  const { core } = coreAnswering(() => new Response("{}"));
  await expect(call(core, "GET", "/v1/fleets/vehicles")).rejects.toThrow(
    `GET /v1/fleets/vehicles failed: 200 with a body that is not a list, but {}. ${whoResponds}`,
  );
});

test("a streamed call has its body unread if it succeeds, and read if it fails", async () => {
  const { core } = coreAnswering(() => json([1]));
  const success = await call(core, "GET", "/v1/fleets/vehicles", { [asStream]: openStream });
  expect(success.data).toBeInstanceOf(ReadableStream);
  const failing = coreAnswering(() => json({ errors: [] }, 404));
  const failure = await call(failing.core, "GET", "/v1/fleets/vehicles", { [asStream]: openStream });
  expect(failure).toMatchObject({ status: 404, error: { errors: [] } });
});

test("sends with the signal of the attempt, not of the call, and records the error of fetch", async () => {
  const { core, sent } = coreAnswering(() => json({}));
  const attempt = new Attempt(new Attempts(), Infinity, new AbortController().signal);
  await core.send("GET", "/v1/things", { signal: new AbortController().signal }, attempt);
  expect(sent[0]?.[1]?.signal).toBe(attempt.signal);
  expect(attempt.fetchError).toBeUndefined();
  const error = new TypeError("fetch failed");
  const broken = createCore({
    baseUrl: "https://api.example.com",
    maxResponseBytes,
    fetchFor: () => () => {
      throw error;
    },
  });
  await expect(broken.send("GET", "/v1/things", {}, attempt)).rejects.toBe(error);
  expect(attempt.fetchError).toBe(error);
});

test("ejecting an unregistered middleware keeps the others", async () => {
  const { core } = coreAnswering(() => json({}));
  const seen: string[] = [];
  core.use({ onRequest: () => void seen.push("kept") });
  core.eject({ onRequest: () => undefined });
  await call(core, "GET", "/v1/things");
  expect(seen).toEqual(["kept"]);
});
