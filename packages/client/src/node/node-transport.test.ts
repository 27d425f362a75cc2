import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getGlobalDispatcher, MockAgent, ProxyAgent, setGlobalDispatcher } from "undici";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createClient } from "../call/create-client.ts";
import { type NodeTransport, nodeTransport } from "./node-transport.ts";

let server: Server;
let origin: string;
let transport: NodeTransport;
let open = 0;
let mostOpen = 0;

beforeAll(async () => {
  transport = nodeTransport({ connections: 4 });
  server = createServer((request, response) => {
    const url = request.url ?? "/";
    if (url === "/empty") response.writeHead(204).end();
    else if (url === "/moved") response.writeHead(302, { location: "/echo" }).end();
    else if (url === "/silence") response.on("close", () => undefined);
    else if (url.startsWith("/broken"))
      response.writeHead(200, { "content-length": 100 }).write("{", () => response.destroy());
    else {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        response.writeHead(200, { "content-type": "application/json", "set-cookie": ["a=1", "b=2"] });
        response.end(JSON.stringify({ method: request.method, url, body, headers: request.headers }));
      });
    }
  });
  server.on("connection", (socket) => {
    mostOpen = Math.max(mostOpen, ++open);
    socket.on("close", () => open--);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await transport.close();
  await new Promise((resolve) => server.close(resolve));
});

test("sends method, query, headers and body, and returns a Response", async () => {
  const response = await transport.fetch(`${origin}/echo?a=1`, {
    method: "post",
    headers: { "x-a": "b" },
    body: "text",
  });
  expect(response).toBeInstanceOf(Response);
  expect(response).toMatchObject({ ok: true, status: 200 });
  expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  expect(response.bodyUsed).toBe(false);
  expect(await response.json()).toMatchObject({
    method: "POST",
    url: "/echo?a=1",
    body: "text",
    headers: { "x-a": "b" },
  });
  expect(response.bodyUsed).toBe(true);
});

test.each([
  ["a Request", () => new Request(`${origin}/echo`, { method: "POST", body: "text" }), undefined],
  ["bytes", () => `${origin}/echo`, { method: "POST", body: new TextEncoder().encode("text") }],
  ["a form", () => `${origin}/echo`, { method: "POST", body: new URLSearchParams({ a: "b" }) }],
] as const)("sends %s", async (_name, input, init) => {
  const response = await transport.fetch(input(), init);
  expect(await response.json()).toMatchObject({
    method: "POST",
    body: init?.body instanceof URLSearchParams ? "a=b" : "text",
  });
});

test.each([
  ["arrayBuffer", async (response: Response) => new TextDecoder().decode(await response.arrayBuffer())],
  ["blob", async (response: Response) => (await response.blob()).text()],
  ["a copy", async (response: Response) => `${await response.clone().text()}`],
  [
    "the original after a copy",
    async (response: Response) => {
      response.clone();
      return response.text();
    },
  ],
  [
    "a stream",
    async (response: Response) => {
      let text = "";
      for await (const chunk of response.body ?? []) text += new TextDecoder().decode(chunk);
      return text;
    },
  ],
])("the body can be read as %s", async (_name, read) => {
  const text = await read(await transport.fetch(`${origin}/echo`));
  expect(JSON.parse(text)).toMatchObject({ method: "GET" });
});

test("returns a response without a body", async () => {
  const response = await transport.fetch(`${origin}/empty`);
  expect(response).toMatchObject({ status: 204, body: null });
});

test("returns redirects to the caller, or rejects them", async () => {
  const response = await transport.fetch(`${origin}/moved`, { redirect: "manual" });
  expect(response).toMatchObject({ status: 302 });
  expect(response.headers.get("location")).toBe("/echo");
  await response.body?.cancel();
  await expect(transport.fetch(`${origin}/moved`, { redirect: "error" })).rejects.toThrow(
    "/moved failed: 302 is a redirect, which the request does not allow.",
  );
});

test("ends with the signal's reason", async () => {
  const controller = new AbortController();
  const call = transport.fetch(`${origin}/silence`, { signal: controller.signal });
  setTimeout(() => controller.abort(new Error("enough")), 5);
  await expect(call).rejects.toThrow("enough");
});

const token = { value: "t", expiresAt: Number.MAX_SAFE_INTEGER, scopes: new Set<string>() };
const auth = { getToken: async () => token, invalidate: () => undefined };

test("a client with this transport has the same errors", async () => {
  const hm = createClient({
    baseUrl: `${origin}/broken`,
    auth: { ...auth, resourceOrigins: [origin] },
    fetch: transport.fetch,
    retry: { attempts: 2, baseDelayMs: 0 },
  });
  await expect(hm.GET("/v1/vehicleinfo")).rejects.toMatchObject({ name: "NetworkError", code: "network" });
  const gone = createClient({
    baseUrl: "http://127.0.0.1:1",
    auth: { ...auth, resourceOrigins: ["http://127.0.0.1:1"] },
    fetch: transport.fetch,
    retry: false,
  });
  await expect(gone.GET("/v1/vehicleinfo")).rejects.toMatchObject({
    name: "NetworkError",
    message: "GET /v1/vehicleinfo failed: no response (ECONNREFUSED). Check network, address and proxy.",
  });
});

test("opens at most the given number of connections", async () => {
  await Promise.all(Array.from({ length: 40 }, async () => (await transport.fetch(`${origin}/echo`)).text()));
  expect(mostOpen).toBeLessThanOrEqual(5);
});

test.each([0, 1.5])("rejects %d connections", (connections) => {
  expect(() => nodeTransport({ connections })).toThrow(
    `connections must be a whole number >= 1, got ${connections}.`,
  );
});

test.each<[object, string]>([
  [{ connection: 4 }, 'nodeTransport() has no option "connection". Did you mean "connections"?'],
  [{ dispatcher: {} }, "dispatcher must be a dispatcher of undici, got object."],
])("rejects %o", (options, message) => {
  expect(() => nodeTransport(options)).toThrow(new TypeError(message));
});

function mock(path: string): MockAgent {
  const agent = new MockAgent();
  agent.disableNetConnect();
  agent.get("https://mocked.example").intercept({ path }).reply(200, { mocked: true }).persist();
  return agent;
}

test("sends through the dispatcher of its options, and does not close it", async () => {
  const dispatcher = mock("/given");
  const given = nodeTransport({ dispatcher });
  expect(await (await given.fetch("https://mocked.example/given")).json()).toEqual({ mocked: true });
  await given.close();
  expect(await (await given.fetch("https://mocked.example/given")).json()).toEqual({ mocked: true });
  await dispatcher.close();
});

test("sends through a replaced global dispatcher, as long as it is set", async () => {
  const before = getGlobalDispatcher();
  const global = mock("/global");
  setGlobalDispatcher(global);
  try {
    expect(await (await transport.fetch("https://mocked.example/global")).json()).toEqual({ mocked: true });
  } finally {
    setGlobalDispatcher(before);
  }
  expect(await (await transport.fetch(`${origin}/echo`)).json()).toMatchObject({ method: "GET" });
  await global.close();
});

test("sends through a proxy", async () => {
  const seen: string[] = [];
  const proxy = createServer().on("connect", (request, socket) => {
    seen.push(request.url ?? "");
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const dispatcher = new ProxyAgent(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  const proxied = nodeTransport({ dispatcher });
  await expect(proxied.fetch("https://mocked.example/")).rejects.toThrow();
  expect(seen).toEqual(["mocked.example:443"]);
  await dispatcher.close();
  await new Promise((resolve) => proxy.close(resolve));
});

test("a body over the client's limit ends the connection", async () => {
  const hm = createClient({
    baseUrl: origin,
    auth: { ...auth, resourceOrigins: [origin] },
    fetch: transport.fetch,
    maxResponseBytes: 10,
  });
  await expect(hm.GET("/v1/vehicleinfo")).rejects.toThrow(
    "GET /v1/vehicleinfo failed: 200 with a body of more than 10 bytes.",
  );
});
