import { Readable } from "node:stream";
import { getGlobalDispatcher, MockAgent, request, setGlobalDispatcher, fetch as undiciFetch } from "undici";
import { afterEach, expect, test } from "vitest";
import { interceptUndici } from "../src/server/undici-dispatcher.ts";
import { build, credentials, origin } from "./kit.ts";

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function intercepted() {
  const emulator = build();
  cleanUps.push(interceptUndici(emulator.fetch));
  return emulator;
}

const path = "/v1/access_tokens";
const json = { "content-type": "application/json" };
const text = JSON.stringify(credentials);

test.each<[string, () => NonNullable<Parameters<typeof request>[1]>["body"]]>([
  ["a text", () => text],
  ["bytes", () => Buffer.from(text)],
  ["a stream", () => Readable.from([Buffer.from(text)])],
])("a request of undici with %s as its body gets the emulator's response", async (_kind, body) => {
  const emulator = intercepted();
  const answer = await request(`${origin}${path}`, { method: "POST", headers: json, body: body() ?? null });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers["content-type"]).toBe("application/json");
  expect(await answer.body.json()).toMatchObject({ token_type: "bearer", expires_in: 300 });
  expect(emulator.requests.map(({ operation }) => operation)).toEqual(["createAccessToken"]);
});

test.each([
  ["a record", { authorization: "Bearer a", "x-list": ["1", "2"] }],
  ["one list", ["authorization", "Bearer a", "x-list", "1", "x-list", "2"]],
  [
    "an iterable",
    new Map([
      ["authorization", "Bearer a"],
      ["x-list", "1, 2"],
    ]),
  ],
])("headers arrive as %s, together with the query", async (_kind, headers) => {
  const seen: Request[] = [];
  cleanUps.push(
    interceptUndici(async (asked) => {
      seen.push(asked);
      return new Response(null, { status: 204 });
    }),
  );
  const answer = await request(`${origin}/v1/fleets/vehicles`, { headers, query: { a: "b c" } });
  expect([answer.statusCode, await answer.body.text()]).toEqual([204, ""]);
  expect(seen.map(({ url }) => url)).toEqual([`${origin}/v1/fleets/vehicles?a=b+c`]);
  expect([seen[0]?.headers.get("authorization"), seen[0]?.headers.get("x-list")]).toEqual([
    "Bearer a",
    "1, 2",
  ]);
});

test("undici's own fetch gets the emulator's response", async () => {
  intercepted();
  const answer = await undiciFetch(`${origin}${path}`, { method: "POST", headers: json, body: text });
  expect([answer.status, await answer.json()]).toEqual([200, expect.objectContaining({ expires_in: 300 })]);
});

test("handlers of undici 7 are called in order", async () => {
  intercepted();
  const events: unknown[] = [];
  await new Promise<void>((resolve, reject) => {
    getGlobalDispatcher().dispatch(
      { origin, path: "/v1/vehicleinfo", method: "GET" },
      {
        onRequestStart: () => events.push("start"),
        onResponseStart: (_controller, status, headers) => events.push([status, headers["cache-control"]]),
        onResponseData: (_controller, chunk) => events.push(JSON.parse(String(Buffer.from(chunk))).error),
        onResponseEnd: () => resolve(),
        onResponseError: (_controller, error) => reject(error),
      },
    );
  });
  expect(events).toEqual(["start", [401, "no-store"], "invalid_token"]);
});

test("a broken connection and an abort end a request with an error", async () => {
  const emulator = build();
  cleanUps.push(interceptUndici(emulator.fetch));
  emulator.fail({ operation: "getVehicleInfo", network: "error" });
  await expect(request(`${origin}/v1/vehicleinfo`)).rejects.toThrow("injected fault: the connection broke");
  emulator.fail({ operation: "getVehicleInfo", network: "hang" });
  const caller = new AbortController();
  const hanging = request(`${origin}/v1/vehicleinfo`, { signal: caller.signal });
  caller.abort(new Error("enough"));
  await expect(hanging).rejects.toThrow("enough");
});

test("a response of type error is a broken connection", async () => {
  cleanUps.push(interceptUndici(async () => Response.error()));
  await expect(request(`${origin}/v1/vehicleinfo`)).rejects.toThrow("injected fault: the connection broke");
});

test("a request without a response goes to the previous dispatcher, which is restored afterwards", async () => {
  const before = getGlobalDispatcher();
  const mock = new MockAgent();
  mock.disableNetConnect();
  mock.get("https://other.example").intercept({ path: "/" }).reply(418, "teapot").times(3);
  setGlobalDispatcher(mock);
  cleanUps.push(() => setGlobalDispatcher(before));
  let isOver = false;
  const release = interceptUndici(async () => (isOver ? new Response("too late") : undefined));
  const held = getGlobalDispatcher();
  expect(held).not.toBe(mock);
  expect((await request("https://other.example/")).statusCode).toBe(418);
  release();
  isOver = true;
  expect(getGlobalDispatcher()).toBe(mock);
  expect((await request("https://other.example/")).statusCode).toBe(418);
  expect((await request("https://other.example/", { dispatcher: held })).statusCode).toBe(418);
});
