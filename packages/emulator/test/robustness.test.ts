import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Emulator, Listening } from "../src/index.ts";
import { build, credentials, tokenOf } from "./kit.ts";

let emulator: Emulator;
let server: Listening;
const sockets: Socket[] = [];

beforeEach(async () => {
  emulator = build();
  server = await emulator.listen({ requestTimeoutMs: 200 });
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server.close();
});

async function open(): Promise<Socket> {
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  socket.on("error", () => undefined);
  sockets.push(socket);
  await once(socket, "connect");
  return socket;
}

/** Returns everything that the server sends until it ends the connection. */
async function conversation(text: string): Promise<string> {
  const socket = await open();
  let answer = "";
  socket.setEncoding("utf8").on("data", (chunk: string) => {
    answer += chunk;
  });
  socket.write(text);
  await once(socket, "close");
  return answer;
}

async function isAlive(): Promise<boolean> {
  return (await fetch(`${server.url}/v1/vehicleinfo`)).status === 401;
}

test.each([
  ["is not HTTP", "hello\r\n\r\n", "400 Bad Request"],
  ["has two lengths", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "400"],
  [
    "has length and chunks",
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    "400",
  ],
  ["has no host", "GET / HTTP/1.1\r\n\r\n", "400"],
  ["has an empty host", "GET / HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n", "403"],
  [
    "has two hosts, one of them foreign",
    "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    "403",
  ],
  ["has a large header", `GET / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(20_000)}\r\n\r\n`, "431"],
  ["has no end to its header", "GET / HTTP/1.1\r\nHost: x\r\n", "408"],
  [
    "has no end to its body",
    "POST /v1/eligibility HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{",
    "408",
  ],
  ["targets no path", "GET http:// HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "400"],
  [
    "targets another protocol",
    "GET ftp://localhost/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    "400",
  ],
  ["requests the whole server", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "404"],
  ["is HTTP/1.0 without a host", "GET /v1/vehicleinfo HTTP/1.0\r\n\r\n", "401"],
  ["has an unknown method", "BREW /v1/vehicleinfo HTTP/1.1\r\nHost: x\r\n\r\n", "400"],
])("a server responds to a request that %s, and to later requests", async (_case, text, status) => {
  expect(await conversation(text)).toMatch(new RegExp(`^HTTP/1.1 ${status}`));
  expect(await isAlive()).toBe(true);
});

test("a server rejects a body of 100 MB and keeps no part of it", async () => {
  const megabyte = new Uint8Array(1_048_576);
  let sent = 0;
  const body = new ReadableStream({
    pull: (controller) => {
      controller.enqueue(megabyte);
      sent += 1;
      if (sent === 100) controller.close();
    },
  });
  // Node's fetch requires `duplex` for a stream; the types of browsers do not have it.
  const init = { method: "POST", body, duplex: "half" };
  const answer = await fetch(`${server.url}/v1/access_tokens`, init);
  expect(answer.status).toBe(413);
  expect(emulator.requests).toEqual([]);
});

test("a server responds while hundreds of connections send nothing, and ends them", async () => {
  const idle = await Promise.all(Array.from({ length: 300 }, open));
  const ends = idle.map((socket) => once(socket, "close"));
  for (const socket of idle) socket.resume();
  expect(await isAlive()).toBe(true);
  await Promise.all(ends);
});

function post(path: string, body: string, headers: Record<string, string> = {}) {
  return fetch(`${server.url}${path}`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...headers },
  });
}

test.each([30_000, 500_000])("a body with %i nested levels is a bad request", async (depth) => {
  const authorization = `Bearer ${await tokenOf(emulator)}`;
  const deep = "[".repeat(depth) + "]".repeat(depth);
  const answer = await post("/v1/eligibility", `{"vin":${deep},"brand":"bmw"}`, { authorization });
  expect(answer.status).toBe(422);
  expect(JSON.stringify(emulator.requests.at(-1)).length).toBeLessThan(1_000);
});

test("a hostile body that is large is not kept in the journal", async () => {
  const long = "x".repeat(900_000);
  expect((await post("/v1/access_tokens", JSON.stringify({ ...credentials, code: [long] }))).status).toBe(
    400,
  );
  expect(emulator.requests.at(-1)?.body).toMatch(/^\[9\d{5} characters\]$/);
});

test("a hostile body with a prototype in it changes nothing", async () => {
  const body = `{"__proto__":{"client_id":"fleet-app"},"grant_type":"client_credentials"}`;
  expect((await post("/v1/access_tokens", body)).status).toBe(400);
  expect(Object.hasOwn(Object.prototype, "client_id")).toBe(false);
});

test.each([
  [1_048_576, 400],
  [1_048_577, 413],
])("a request with a body of %i bytes has the status %i", async (length, status) => {
  expect((await post("/v1/access_tokens", "x".repeat(length))).status).toBe(status);
});

test("a rejected request with a body does not delay the next request on its connection", async () => {
  const body = "x".repeat(100_000);
  const refused = `POST /v1/eligibility HTTP/1.1\r\nHost: evil.example\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const served = "GET /v1/vehicleinfo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  const answers = await conversation(`${refused}${served}`);
  expect([...answers.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(["403", "401"]);
});
