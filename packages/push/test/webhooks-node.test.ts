import { createServer, request as httpRequest, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { nodeWebhookHandler, signWebhook, type WebhookHandlerOptions } from "../src/webhooks/index.ts";

const secret = "a-secret";
const event = { event: { type: "ping" } };

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanUps.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function handler(options: Partial<WebhookHandlerOptions> = {}) {
  let pings = 0;
  const handle = nodeWebhookHandler({ secrets: secret, on: { ping: () => pings++ }, ...options });
  return { handle, pings: () => pings };
}

async function post(url: string): Promise<[number, string]> {
  const response = await fetch(url, { method: "POST", ...(await signWebhook(event, { secret })) });
  return [response.status, await response.text()];
}

test("handles a request of Node's http", async () => {
  const { handle, pings } = handler();
  const url = await serve(handle);
  expect(await post(url)).toEqual([200, "ok"]);
  expect(await post(url)).toEqual([200, "duplicate"]);
  const get = await fetch(url);
  expect([get.status, get.headers.get("allow"), await get.text()]).toEqual([405, "POST", "POST only"]);
  const forged = await fetch(url, {
    method: "POST",
    body: "{}",
    headers: { "x-hm-signature-256": "sha256=1" },
  });
  expect([forged.status, await forged.text()]).toEqual([401, "signature-malformed"]);
  expect(pings()).toBe(1);
});

test("accepts the bytes of a raw body parser", async () => {
  const { handle } = handler();
  const url = await serve(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    await handle(Object.assign(request, { body: Buffer.concat(chunks) }), response);
  });
  expect(await post(url)).toEqual([200, "ok"]);
});

test.each(["json", "nothing"])("says that a body parser consumed the body and set it to %s", async (left) => {
  const { handle, pings } = handler();
  const errors: unknown[] = [];
  const url = await serve(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    if (left === "json") Object.assign(request, { body: JSON.parse(text) });
    await handle(request, response, (error) => {
      errors.push(error);
      response.writeHead(500).end("");
    });
    await expect(handle(request, response)).rejects.toThrow(TypeError);
  });
  expect((await post(url))[0]).toBe(500);
  expect(errors).toEqual([
    expect.objectContaining({ message: expect.stringContaining("consumed by a body parser") }),
  ]);
  expect(errors[0]).toBeInstanceOf(TypeError);
  expect(pings()).toBe(0);
});

test("limits the body", async () => {
  const { handle } = handler({ maxBodyBytes: 1_000 });
  const url = await serve(handle);
  const { headers } = await signWebhook(event, { secret });
  const large = await fetch(url, { method: "POST", headers, body: "x".repeat(1_001) });
  expect([large.status, await large.text()]).toEqual([413, "body-too-large"]);
});

test("survives a sender that disconnects", async () => {
  let report: (error: unknown) => void = () => undefined;
  const reported = new Promise<unknown>((resolve) => {
    report = resolve;
  });
  const { handle } = handler({ onError: (error) => report(error) });
  const url = await serve((request, response) => {
    request.once("data", () => leaving.destroy());
    void handle(request, response);
  });
  const { headers } = await signWebhook(event, { secret });
  const leaving = httpRequest(url, { method: "POST", headers: { ...headers, "content-length": "900" } });
  leaving.on("error", () => undefined);
  leaving.write("{");
  expect(await reported).toMatchObject({ code: "ECONNRESET" });
  expect(await post(url)).toEqual([200, "ok"]);
});
