// Tests every operation with every documented status, with both ways to authenticate, over MSW and over TCP.
// Every request and every response, including token requests, is checked against the specification.
import { type OperationId, operations } from "@high-mobility-ts/schema/operations";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { documented, violations } from "./bundle.ts";
import { reachedByBehaviour, scenarioOf } from "./scenarios.ts";
import { type Flow, openWorld, type Transport, type World } from "./world.ts";

function isOperation(id: string): id is OperationId {
  return Object.hasOwn(operations, id);
}

const matrix = (["MSW", "TCP"] as const).flatMap((transport: Transport) =>
  (["client secret", "private key"] as const).map((flow: Flow) => ({ transport, flow })),
);

describe.each(matrix)("over $transport with a $flow", ({ transport, flow }) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(transport, flow);
  });
  beforeEach(() => world.reset());
  afterAll(() => world.close());

  test.each(documented)(
    "$operationId responds with $status as documented",
    async ({ operationId, status }) => {
      if (!isOperation(operationId))
        throw new Error(`${operationId} is in the bundle, and not in the operation table`);
      const result = await scenarioOf(operationId, status)(world);
      expect(result.status).toBe(status);
      expect(world.emulator.pendingFaults).toEqual([]);
      for (const exchange of world.exchanges) expect(await violations(exchange)).toEqual([]);
      const last = world.exchanges.at(-1);
      expect(last?.response.status).toBe(status);
    },
  );

  test("authenticates with its credentials, and sends the token", async () => {
    await scenarioOf("checkEligibility", 200)(world);
    const [tokenRequest, call] = world.exchanges;
    if (!tokenRequest || !call) throw new Error("expected a token request and a call");
    const body = await tokenRequest.request.clone().json();
    expect(Object.keys(body).sort()).toEqual(
      flow === "client secret"
        ? ["client_id", "client_secret", "grant_type"]
        : ["client_assertion", "client_assertion_type", "client_id", "grant_type"],
    );
    const { access_token: token } = await tokenRequest.response.clone().json();
    expect(call.request.headers.get("authorization")).toBe(`Bearer ${token}`);
  });

  test("succeeds if its token was revoked between two calls", async () => {
    await scenarioOf("checkEligibility", 200)(world);
    world.emulator.clock.advance("10m");
    expect((await scenarioOf("checkEligibility", 200)(world)).status).toBe(200);
    expect(world.exchanges.map(({ response }) => response.status)).toEqual([200, 200, 401, 200, 200]);
  });
});

test("tests every operation and every status", () => {
  const cells = documented.map(({ operationId, status }) => `${operationId} ${status}`);
  expect(new Set(documented.map(({ operationId }) => operationId))).toEqual(new Set(Object.keys(operations)));
  expect(cells.length).toBeGreaterThan(0);
  expect(new Set(cells).size).toBe(cells.length);
  expect(reachedByBehaviour.filter((cell) => !cells.includes(cell))).toEqual([]);
});
