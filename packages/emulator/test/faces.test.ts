import { setupServer } from "msw/node";
import { afterEach, expect, test } from "vitest";
import { build, credentials, origin, start } from "./kit.ts";

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

test("MSW handlers respond for both environments and configured origins, and break connections for a fault", async () => {
  const emulator = build({ origins: ["https://gateway.example"] });
  const server = setupServer(...emulator.handlers);
  server.listen({ onUnhandledFrame: "error" });
  cleanUps.push(() => server.close());
  for (const host of ["sandbox.api.high-mobility.com", "api.high-mobility.com", "gateway.example"])
    expect((await fetch(`https://${host}/v1/vehicleinfo`)).status).toBe(401);
  emulator.fail({ operation: "getVehicleInfo", network: "error" });
  await expect(fetch(`${origin}/v1/vehicleinfo`)).rejects.toThrow(TypeError);
});

test("the HTTP server responds on loopback, rejects large bodies, breaks connections for a fault and frees its port", async () => {
  const emulator = build();
  const server = await emulator.listen({ port: 0 });
  cleanUps.push(() => server.close());
  const headers = { "content-type": "application/json" };
  const send = (body: string) => fetch(`${server.url}/v1/access_tokens`, { method: "POST", headers, body });
  expect((await send(JSON.stringify(credentials))).status).toBe(200);
  expect((await send("x".repeat(2_000_000))).status).toBe(413);
  expect((await fetch(`${server.url}/nowhere`)).status).toBe(404);
  expect((await fetch(`${server.url}/v1/eligibility`)).status).toBe(405);
  emulator.fail({ operation: "getVehicleInfo", network: "error" });
  await expect(fetch(`${server.url}/v1/vehicleinfo`)).rejects.toThrow(TypeError);
  cleanUps.length = 0;
  await server.close();
  await expect(fetch(server.url)).rejects.toThrow(TypeError);
});

test("has its own time in every response", async () => {
  const emulator = build();
  emulator.clock.advance("1h");
  const server = await emulator.listen();
  const overHttp = await fetch(`${server.url}/v1/vehicleinfo`);
  await server.close();
  const direct = await emulator.fetch(new Request(`${server.url}/v1/nowhere`));
  const want = new Date(start + 3_600_000).toUTCString();
  expect([overHttp.headers.get("date"), direct.headers.get("date")]).toEqual([want, want]);
});
