import { EventEmitter, once } from "node:events";
import { createServer, request, type Server } from "node:http";
import { request as httpsRequest } from "node:https";
import { text } from "node:stream/consumers";
import { generate } from "selfsigned";
import { afterEach, expect, test } from "vitest";
import { listen } from "../src/server/listen.ts";
import { build, credentials } from "./kit.ts";

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

async function serving(...options: Parameters<ReturnType<typeof build>["listen"]>) {
  const emulator = build();
  const server = await emulator.listen(...options);
  cleanUps.push(() => server.close());
  return { emulator, url: server.url };
}

/** A server whose one answer is held back until `release` is called. */
async function holding(closeGraceMs: number) {
  const gates = new EventEmitter();
  const reached = once(gates, "reached");
  const released = once(gates, "released");
  const respond = async () => {
    gates.emit("reached");
    await released;
    return new Response("done");
  };
  return {
    server: await listen(respond, { closeGraceMs }),
    reached,
    release: () => gates.emit("released"),
  };
}

test("listen lets a running request finish when it closes, and accepts no other", async () => {
  const { server, reached, release } = await holding(60_000);
  const answer = fetch(server.url);
  await reached;
  const closed = server.close();
  await expect(fetch(server.url)).rejects.toThrow(TypeError);
  release();
  expect(await (await answer).text()).toBe("done");
  await closed;
});

test("listen cuts off what still runs after the grace time", async () => {
  const { server, reached } = await holding(0);
  const answer = expect(fetch(server.url)).rejects.toThrow(TypeError);
  await reached;
  await server.close();
  await answer;
});

test("listen tells a running request that its caller is gone", async () => {
  const gates = new EventEmitter();
  const [reached, gone] = [once(gates, "reached"), once(gates, "gone")];
  const server = await listen(async ({ signal }) => {
    signal.addEventListener("abort", () => gates.emit("gone"));
    gates.emit("reached");
    await gone;
    return new Response("too late");
  }, {});
  cleanUps.push(() => server.close());
  const caller = new AbortController();
  const answer = expect(fetch(server.url, { signal: caller.signal })).rejects.toThrow("aborted");
  await reached;
  caller.abort();
  await Promise.all([answer, gone]);
});

test("listen says which port is in use", async () => {
  const other: Server = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  cleanUps.push(() => other.close());
  const address = other.address();
  const port = typeof address === "object" && address ? address.port : 0;
  await expect(build().listen({ port })).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is in use: give another one, or 0 for any free one`,
  );
});

test("listen refuses a port, a grace time, a host and a certificate that cannot be", async () => {
  const emulator = build();
  await expect(emulator.listen({ port: 65_536 })).rejects.toThrow(
    new TypeError("`port` must be a whole number from 0 to 65,535, got 65536."),
  );
  await expect(emulator.listen({ closeGraceMs: -1 })).rejects.toThrow(
    "`closeGraceMs` must be a whole number from 0 to 2,147,483,647, got -1.",
  );
  await expect(emulator.listen({ host: "192.0.2.1" })).rejects.toThrow(
    "Host 192.0.2.1 is not an address of this machine",
  );
  await expect(emulator.listen({ tls: { key: "no", cert: "no" } })).rejects.toThrow(
    /^`tls` must be a PEM certificate and its private key, got one that cannot be used: /,
  );
});

test("listen serves HTTPS with a given certificate", async () => {
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }]);
  const { url } = await serving({ tls: { key, cert } });
  expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  const asked = httpsRequest(`${url}/v1/vehicleinfo`, {
    ca: cert,
    servername: "localhost",
    checkServerIdentity: () => undefined,
  });
  asked.end();
  const [answer] = await once(asked, "response");
  answer.resume();
  expect(answer.statusCode).toBe(401);
});

test("listen lets pages of this machine read answers, and no others", async () => {
  const { url } = await serving();
  const allowed = async (origin: string) =>
    (await fetch(`${url}/v1/vehicleinfo`, { headers: { origin } })).headers.get(
      "access-control-allow-origin",
    );
  for (const origin of ["http://localhost:3000", "http://127.0.0.1:5173", "https://[::1]"])
    expect(await allowed(origin)).toBe(origin);
  for (const origin of [
    "https://evil.example",
    "null",
    "http://localhost.evil.example",
    "http://127.0.0.1.evil.example",
  ])
    expect(await allowed(origin)).toBeNull();
});

test("listen answers the preflight of a local page, which is no call of the platform", async () => {
  const { url, emulator } = await serving();
  const ask = (origin: string) =>
    fetch(`${url}/v1/fleets/vehicles`, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
      },
    });
  const { status, headers } = await ask("http://localhost:3000");
  expect([status, headers.get("access-control-allow-headers")]).toEqual([204, "authorization,content-type"]);
  expect(headers.get("access-control-allow-methods")).toContain("DELETE");
  expect(emulator.requests).toEqual([]);
  expect((await ask("https://evil.example")).status).toBe(405);
});

test("listen goes by any name that the machine has for itself, and by no other", async () => {
  const { url } = await serving();
  const issuerFor = async (host: string) => {
    const headers = { host, "content-type": "application/json" };
    const asked = request(`${url}/v1/access_tokens`, { method: "POST", headers });
    asked.end(JSON.stringify(credentials));
    const [answer] = await once(asked, "response");
    const { access_token }: { access_token: string } = JSON.parse(await text(answer));
    const claims: { iss: string } = JSON.parse(atob(access_token.split(".")[1] ?? ""));
    return claims.iss;
  };
  const { port } = new URL(url);
  expect(await issuerFor(`localhost:${port}`)).toBe(`http://localhost:${port}/v1/auth_tokens`);
  for (const host of ["evil.example", `evil.example:${port}`, "localhost:1"])
    expect(await issuerFor(host)).toBe(`${url}/v1/auth_tokens`);
});
