import { EventEmitter, once } from "node:events";
import { createServer, request, type Server } from "node:http";
import { request as httpsRequest } from "node:https";
import { text } from "node:stream/consumers";
import { generate } from "selfsigned";
import { afterEach, expect, test } from "vitest";
import { listen } from "../src/server/listen.ts";
import { app, build, credentials } from "./kit.ts";

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

/** A server that holds back its response until `release` is called. */
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

test("listen lets a running request finish when it closes, and accepts no other request", async () => {
  const { server, reached, release } = await holding(60_000);
  const answer = fetch(server.url);
  await reached;
  const closed = server.close();
  await expect(fetch(server.url)).rejects.toThrow(TypeError);
  release();
  expect(await (await answer).text()).toBe("done");
  await closed;
});

test("listen ends requests that still run after the grace time", async () => {
  const { server, reached } = await holding(0);
  const answer = expect(fetch(server.url)).rejects.toThrow(TypeError);
  await reached;
  await server.close();
  await answer;
});

test("listen aborts a running request if its caller disconnects", async () => {
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

test("listen names the port that is in use", async () => {
  const other: Server = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  cleanUps.push(() => other.close());
  const address = other.address();
  const port = typeof address === "object" && address ? address.port : 0;
  await expect(build().listen({ port })).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is in use: choose another port, or 0 for any free one`,
  );
});

test("listen rejects an invalid port, grace time, host and certificate", async () => {
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
    /^`tls` must be a PEM certificate and its private key, got a certificate that cannot be used: /,
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

test("listen lets only pages of this machine read responses", async () => {
  const { url } = await serving();
  const allowed = async (origin: string) =>
    (await fetch(`${url}/v1/vehicleinfo`, { headers: { origin } })).headers.get(
      "access-control-allow-origin",
    );
  for (const origin of ["http://localhost:3000", "http://127.0.0.1:5173", "https://[::1]"])
    expect(await allowed(origin)).toBe(origin);
  const { headers } = await fetch(`${url}/v1/vehicleinfo`, { headers: { origin: "http://localhost:3000" } });
  expect([headers.get("vary"), headers.get("access-control-expose-headers")]).toEqual(["origin", "*"]);
  for (const origin of [
    "https://evil.example",
    "null",
    "http://localhost.evil.example",
    "http://127.0.0.1.evil.example",
  ])
    expect(await allowed(origin)).toBeNull();
});

test("listen responds to the preflight of a local page, which is not a call of the platform", async () => {
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

/** Sends a request with the given start line and `Host`, as a browser, a proxy's client or an attacker would. */
async function send(url: string, { method = "GET", path = "/v1/vehicleinfo", host = "", body = "" }) {
  const { hostname, port } = new URL(url);
  const headers = { host, "content-type": "application/json" };
  const asked = request({ hostname, port, method, path, headers });
  asked.end(body);
  const [answer] = await once(asked, "response");
  return { status: answer.statusCode, headers: answer.headers, text: await text(answer) };
}

async function issuerFor(url: string, host: string, path = "/v1/access_tokens"): Promise<string> {
  const { text } = await send(url, { method: "POST", path, host, body: JSON.stringify(credentials) });
  const { access_token }: { access_token: string } = JSON.parse(text);
  const claims: { iss: string } = JSON.parse(atob(access_token.split(".")[1] ?? ""));
  return claims.iss;
}

test("listen responds to every name of this machine", async () => {
  const { url } = await serving();
  const { port } = new URL(url);
  for (const name of ["localhost", "127.0.0.1", "app.localhost", "[::1]"])
    expect(await issuerFor(url, `${name}:${port}`)).toBe(`http://${name}:${port}/v1/auth_tokens`);
  expect(await issuerFor(url, "localhost:1")).toBe(`${url}/v1/auth_tokens`);
});

test.each([
  "evil.example",
  "evil.example:4010",
  "localhost.evil.example",
  "localhost@evil.example",
  "192.168.0.2",
  "0.0.0.0",
  "%",
])("listen on loopback rejects the host %j everywhere, as DNS rebinding sends it", async (host) => {
  const { emulator, url } = await serving({
    allowOrigins: ["https://evil.example"],
    console: async () => undefined,
  });
  for (const asked of [
    { method: "POST", path: "/v1/access_tokens", body: JSON.stringify(credentials) },
    { method: "GET", path: "/oauth/new" },
    { method: "POST", path: "/oauth/new", body: "decision=approve" },
    { method: "OPTIONS", path: "/v1/fleets/vehicles" },
    { method: "GET", path: "/nowhere" },
  ]) {
    const { status, headers } = await send(url, { ...asked, host });
    expect([asked.path, status, headers["access-control-allow-origin"]]).toEqual([
      asked.path,
      403,
      undefined,
    ]);
  }
  expect((await send(url, { path: `http://${host}/v1/vehicleinfo`, host: "localhost" })).status).not.toBe(
    401,
  );
  expect(emulator.requests).toEqual([]);
});

test("listen on another address serves every host", async () => {
  const { url } = await serving({ host: "0.0.0.0" });
  const reachable = url.replace("0.0.0.0", "127.0.0.1");
  for (const host of ["emulator:4010", "emulator.test", "192.0.2.7:80", ""])
    expect((await send(reachable, { host })).status).toBe(401);
  expect((await send(reachable, { path: "http://emulator.test/v1/vehicleinfo", host: "x" })).status).toBe(
    401,
  );
});

test("listen accepts targets that are whole URLs, and uses their host", async () => {
  const { url } = await serving();
  const { port } = new URL(url);
  const path = `http://localhost:${port}/v1/access_tokens`;
  expect(await issuerFor(url, "evil.example", path)).toBe(`http://localhost:${port}/v1/auth_tokens`);
  for (const [target, status] of [
    [`http://localhost:${port}/v1/vehicleinfo?a=b`, 401],
    [`HTTP://LOCALHOST:${port}//v1/nowhere`, 404],
    [`http://localhost:${port}`, 404],
    [`http://evil.example/v1/vehicleinfo`, 403],
    ["http://[/v1", 400],
    ["v1/vehicleinfo", 400],
  ] as const)
    expect([target, (await send(url, { path: target, host: "localhost" })).status]).toEqual([target, status]);
});

test("listen lets pages of listed origins read responses", async () => {
  const { url } = await serving({ allowOrigins: ["https://staging.example"] });
  const ask = async (origin: string) => {
    const headers = {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-private-network": "true",
    };
    const answer = await fetch(`${url}/v1/fleets/vehicles`, { method: "OPTIONS", headers });
    return ["access-control-allow-origin", "access-control-allow-private-network"].map((name) =>
      answer.headers.get(name),
    );
  };
  expect(await ask("https://staging.example")).toEqual(["https://staging.example", "true"]);
  expect(await ask("http://localhost:3000")).toEqual(["http://localhost:3000", "true"]);
  for (const origin of [
    "http://staging.example",
    "https://staging.example:8443",
    "https://a.staging.example",
  ])
    expect(await ask(origin)).toEqual([null, null]);
});

test.each(["staging.example", "https://staging.example/", "https://staging.example/path", "*", "null", ""])(
  "listen rejects %j as an origin",
  async (origin) => {
    await expect(build().listen({ allowOrigins: [origin] })).rejects.toThrow(
      new TypeError(
        `\`allowOrigins\` must be origins such as https://staging.example, got ${JSON.stringify(origin)}.`,
      ),
    );
  },
);

test.each([
  ["127.0.0.1", "http://127.0.0.1"],
  ["::1", "http://[::1]"],
  ["0.0.0.0", "http://127.0.0.1"],
  ["::", "http://[::1]"],
])("a server on %s returns options for a client on this machine", async (host, base) => {
  const emulator = build({ apps: [{ clientId: "first", redirectUris: ["app:/back"] }, app] });
  const server = await emulator.listen({ host });
  cleanUps.push(server.close);
  const options = server.clientOptions();
  expect(options).toEqual({ baseUrl: `${base}:${new URL(server.url).port}`, ...app });
  const { baseUrl, clientId: client_id, clientSecret: client_secret } = options;
  const body = new URLSearchParams({ grant_type: "client_credentials", client_id, client_secret });
  expect((await fetch(`${baseUrl}/v1/access_tokens`, { method: "POST", body })).status).toBe(200);
});

test("an emulator returns options with its own fetch, for the requested application", async () => {
  const other = { clientId: "other", clientSecret: "secret of the other" };
  const emulator = build({ apps: [app, other] });
  const { fetch: send, ...options } = emulator.clientOptions("other");
  expect(options).toEqual({ environment: "sandbox", ...other });
  const origin = "https://sandbox.api.high-mobility.com";
  expect(emulator.clientOptions()).toMatchObject(app);
  expect((await send(`${origin}/v1/vehicleinfo`, { method: "GET" })).status).toBe(401);
  expect((await send(new Request(`${origin}/v1/vehicleinfo`))).status).toBe(401);
  emulator.fail({ operation: "getVehicleInfo", network: "error" });
  await expect(send(`${origin}/v1/vehicleinfo`)).rejects.toThrow(TypeError);
});

test.each([
  ["no application has a secret", undefined, "none"],
  ["the application has none", "mobile", '"mobile"'],
  ["there is no such application", "unknown-app", '"unknown-app"'],
])("client options need an application with a secret: %s", (_case, clientId, got) => {
  const emulator = build({ apps: [{ clientId: "mobile", redirectUris: ["app:/back"] }] });
  expect(() => emulator.clientOptions(clientId)).toThrow(
    new TypeError(`\`clientId\` must be an application with a \`clientSecret\`, got ${got}.`),
  );
});
