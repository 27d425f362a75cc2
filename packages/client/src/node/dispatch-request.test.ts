import { getEventListeners } from "node:events";
import { createServer, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { MockAgent } from "undici";
import { expect, onTestFinished, test } from "vitest";
import { nodeTransport } from "./node-transport.ts";
import { PooledResponse } from "./pooled-response.ts";

/** A transport, and a server with this listener. */
async function pair(answer: RequestListener, connections = 4) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const transport = nodeTransport({ connections });
  onTestFinished(async () => {
    server.closeAllConnections();
    await transport.close();
    await new Promise((resolve) => server.close(resolve));
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, fetch: transport.fetch };
}

function closed(response: ServerResponse): Promise<unknown> {
  return new Promise((resolve) => response.on("close", resolve));
}

const large = "0123456789abcdef".repeat(65_536);

test.each(["text", "json", "arrayBuffer", "blob", "bytes", "formData", "clone"] as const)(
  "a body that was read cannot be read again by %s",
  async (reader) => {
    const { origin, fetch } = await pair((_request, response) => response.end("{}"));
    const response = await fetch(origin);
    await response.text();
    expect(response).toMatchObject({ bodyUsed: true, body: null });
    await expect(async () => response[reader]()).rejects.toThrow(TypeError);
  },
);

test("reads a body late, with pieces that split characters, without its byte order mark", async () => {
  const bytes = Buffer.from("\uFEFF{é}");
  const { origin, fetch } = await pair(async (_request, response) => {
    response.write(bytes.subarray(0, 5));
    await pause(20);
    response.end(bytes.subarray(5));
  });
  expect(await (await fetch(origin)).text()).toBe("{é}");
  const late = await fetch(origin);
  await pause(50);
  expect(await late.text()).toBe("{é}");
});

test.each([
  ["text", async (response: Response) => (await response.text()).length],
  ["bytes", async (response: Response) => (await response.bytes()).length],
])("reads a large body late and completely as %s", async (_name, lengthOf) => {
  const { origin, fetch } = await pair((_request, response) => response.end(large));
  const response = await fetch(origin);
  await pause(50);
  expect(await lengthOf(response)).toBe(large.length);
});

test("a body is received only when it is read", async () => {
  const pieces = 64;
  let sent = 0;
  const { origin, fetch } = await pair(async (_request, response) => {
    for (let piece = 0; piece < pieces; piece++, sent++)
      if (!response.write(large)) await new Promise((resolve) => response.once("drain", resolve));
    response.end();
  });
  const response = await fetch(origin);
  for (let before = -1; before !== sent; await pause(100)) before = sent;
  expect(sent).toBeLessThan(pieces / 2);
  let read = 0;
  for await (const chunk of response.body ?? []) read += chunk.length;
  expect(read).toBe(pieces * large.length);
});

test("a request that waits for a connection ends at once if it is aborted, and uses no connection", async () => {
  const urls: (string | undefined)[] = [];
  let release = (): unknown => undefined;
  const { origin, fetch } = await pair((request, response) => {
    urls.push(request.url);
    if (request.url === "/first") release = () => response.end();
    else response.end();
  }, 1);
  const first = fetch(`${origin}/first`);
  const controller = new AbortController();
  const second = fetch(`${origin}/second`, { signal: controller.signal });
  controller.abort(new Error("enough"));
  await expect(second).rejects.toThrow("enough");
  await expect.poll(() => urls).toEqual(["/first"]);
  release();
  await (await first).text();
  await (await fetch(`${origin}/third`)).text();
  expect(urls).toEqual(["/first", "/third"]);
});

test("sends nothing if the signal has already aborted", async () => {
  let requests = 0;
  const { origin, fetch } = await pair((_request, response) => {
    requests++;
    response.end();
  });
  await expect(fetch(origin, { signal: AbortSignal.abort(new Error("before")) })).rejects.toThrow("before");
  expect(requests).toBe(0);
});

test.each([
  ["text", (response: Response) => response.text()],
  ["a stream", (response: Response) => new Response(response.body).text()],
])("an abort in the middle of a body ends its reader and the connection: %s", async (_name, read) => {
  let ended: Promise<unknown> | undefined;
  const { origin, fetch } = await pair((_request, response) => {
    ended = closed(response);
    response.write("{");
  });
  const controller = new AbortController();
  const response = await fetch(origin, { signal: controller.signal });
  const reading = read(response);
  controller.abort(new Error("enough"));
  await expect(reading).rejects.toThrow("enough");
  await ended;
});

test("a truncated body is an error for every reader, also for a late one", async () => {
  const { origin, fetch } = await pair((_request, response) => {
    response.writeHead(200, { "content-length": 100 }).write("{", () => response.destroy());
  });
  const early = await fetch(origin);
  await expect(early.text()).rejects.toMatchObject({ code: "UND_ERR_SOCKET" });
  const late = await fetch(origin);
  await pause(50);
  await expect(late.text()).rejects.toMatchObject({ code: "UND_ERR_SOCKET" });
});

test("cancelling a body closes its connection, and the next request opens another one", async () => {
  let ended: Promise<unknown> | undefined;
  const { origin, fetch } = await pair((request, response) => {
    ended ??= closed(response);
    response.write("{");
    if (request.url === "/next") response.end("}");
  }, 1);
  await (await fetch(origin)).body?.cancel();
  await ended;
  expect(await (await fetch(`${origin}/next`)).text()).toBe("{}");
});

test("distinguishes the response from informational responses before it", async () => {
  const { origin, fetch } = await pair((_request, response) => {
    response.writeEarlyHints({ link: "</style.css>; rel=preload" });
    response.writeHead(201, "Made", { "x-a": "b" }).end("text");
  });
  const response = await fetch(`${origin}/a?b=c#d`);
  expect(response).toMatchObject({ status: 201, ok: true, statusText: "Made" });
  expect(response.url).toBe(`${origin}/a?b=c`);
  expect(response.headers.get("x-a")).toBe("b");
  expect(await response.text()).toBe("text");
});

test.each([
  ["HEAD", 200],
  ["GET", 204],
  ["GET", 304],
])("a response to %s with %d has no body", async (method, status) => {
  const { origin, fetch } = await pair((_request, response) => response.writeHead(status).end());
  const response = await fetch(origin, { method });
  expect(response).toMatchObject({ status, body: null });
  expect(await response.text()).toBe("");
  expect((await response.clone().arrayBuffer()).byteLength).toBe(0);
});

test("a header that cannot be sent is rejected", async () => {
  const { origin, fetch } = await pair((_request, response) => response.end());
  await expect(fetch(origin, { headers: { "x-a": "b\r\nx-c: d" } })).rejects.toThrow("invalid x-a header");
});

test.each([200, 299, 400, 404, 500])("%d is not a redirect", async (status) => {
  const { origin, fetch } = await pair((_request, response) => response.writeHead(status).end("{}"));
  const response = await fetch(origin, { redirect: "error" });
  expect([response.status, await response.text()]).toEqual([status, "{}"]);
});

test.each([300, 302, 307, 399])("%d is a redirect", async (status) => {
  const { origin, fetch } = await pair((_request, response) => response.writeHead(status).end("{}"));
  await expect(fetch(origin, { redirect: "error" })).rejects.toThrow(
    `GET ${origin}/ failed: ${status} is a redirect, which the request does not allow.`,
  );
});

test("leaves no listener on the signal after the body, a failure, or a request that cannot be sent", async () => {
  const { origin, fetch } = await pair((request, response) => {
    if (request.url === "/broken") response.destroy();
    else response.end("{}");
  });
  const { signal } = new AbortController();
  await (await fetch(origin, { signal })).text();
  await expect.poll(() => getEventListeners(signal, "abort")).toEqual([]);
  await expect(fetch(`${origin}/broken`, { signal })).rejects.toThrow();
  expect(getEventListeners(signal, "abort")).toEqual([]);
  const dispatcher = new MockAgent();
  dispatcher.dispatch = () => {
    throw new TypeError("cannot be sent");
  };
  await expect(nodeTransport({ dispatcher }).fetch(origin, { signal })).rejects.toThrow("cannot be sent");
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

test("stops an endless body at the limit of its reader, and closes the connection", async () => {
  let ended: Promise<unknown> | undefined;
  const { origin, fetch } = await pair(async (_request, response) => {
    ended = closed(response);
    while (!response.destroyed) {
      response.write(large);
      await pause(1);
    }
  });
  const response = await fetch(origin);
  if (!(response instanceof PooledResponse)) throw new Error("not a response of the transport");
  expect(await response.textUpTo(100_000)).toBeUndefined();
  await ended;
});

test("sends nothing after close", async () => {
  const transport = nodeTransport();
  await transport.close();
  await expect(transport.fetch("http://127.0.0.1:1")).rejects.toMatchObject({
    code: expect.stringMatching(/CLOSED|DESTROYED/),
  });
});
