import { type OperationId, operations } from "@high-mobility-ts/schema/operations";
import { expect, test } from "vitest";
import type { Fault } from "../src/index.ts";
import { app, build, call, origin, start, tokenOf, vin } from "./kit.ts";

test("rejects an unknown query parameter, a wrong filter operator and a wrong body, with the reason in the journal", async () => {
  const emulator = build();
  const token = await tokenOf(emulator);
  const filter = encodeURIComponent(JSON.stringify({ vin: { operator: "lt", value: "x" } }));
  const answers = [
    await call(emulator, "/v1/fleets/vehicles?page=2", { token }),
    await call(emulator, `/v1/fleets/vehicles?filter=${filter}`, { token }),
    await call(emulator, "/v1/eligibility", { method: "POST", token, body: { vin, brand: "spaceship" } }),
    await call(emulator, "/v1/eligibility", { method: "POST", token, body: "{" }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422]);
  expect(emulator.requests.at(1)?.reason).toBe("page: is not a parameter of this operation");
});

test.each([
  ["no body", undefined, {}, "the body can't be blank"],
  ["a body that is not JSON", "{", {}, "the body is not JSON"],
  ["a body of another type", "{}", { "content-type": "text/plain" }, "Content-Type must be application/json"],
  ["a body that is a list", "[]", {}, "the body must be object"],
  ["blank fields", "{}", {}, "brand: can't be blank, vin: can't be blank"],
])("reports the problem of %s", async (_case, body, headers, reason) => {
  const emulator = build();
  const token = await tokenOf(emulator);
  const options = { method: "POST", token, headers, ...(body === undefined ? {} : { body }) };
  expect((await call(emulator, "/v1/eligibility", options)).status).toBe(422);
  expect(emulator.requests.at(-1)?.reason).toBe(reason);
});

test("lists the other methods of a path", async () => {
  const emulator = build();
  const answer = await emulator.fetch(new Request(`${origin}/v1/fleets/vehicles`, { method: "PUT" }));
  expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST, GET"]);
});

test("the journal contains no secrets", async () => {
  const emulator = build();
  const token = await tokenOf(emulator);
  await call(emulator, "/v1/fleets/vehicles?access_token=s3cret-of-the-app", { token });
  const journal = JSON.stringify(emulator.requests);
  expect(journal).toContain("client_credentials");
  expect(journal).not.toContain(app.clientSecret);
  expect(journal).not.toContain(token);
});

test.each(
  Object.values(operations).flatMap(({ id, statuses }) =>
    statuses.filter((status) => status !== 200).map((status): [OperationId, number] => [id, status]),
  ),
)("responds to %s with an injected %i once", async (id, status) => {
  const emulator = build();
  // The pair comes from the operation table, so it is a valid fault; the type cannot express the relation of
  // its parts.
  emulator.fail({ operation: id, status } as Fault);
  const { method, path } = operations[id];
  const answer = await call(emulator, path.replace("{vin}", vin), { method });
  expect(answer.status).toBe(status);
  expect(emulator.pendingFaults).toEqual([]);
});

test("a fault for an undocumented operation or status does not compile", () => {
  const emulator = build();
  // @ts-expect-error 418 is not documented
  emulator.fail({ operation: "getClearance", status: 418 });
  // @ts-expect-error there is no such operation
  emulator.fail({ operation: "flyVehicle", status: 500 });
  expect(emulator.pendingFaults).toHaveLength(2);
});

test("reset removes tokens, clearances, faults and journal, and resets the time", async () => {
  const emulator = build();
  const token = await tokenOf(emulator);
  emulator.clock.advance("1h");
  emulator.fail({ operation: "getClearance", network: "error" });
  emulator.reset();
  expect(emulator.clock.now()).toBe(start);
  expect([emulator.requests, emulator.pendingFaults]).toEqual([[], []]);
  expect((await call(emulator, "/v1/fleets/vehicles", { token })).status).toBe(401);
});

test.each(["application/json", "application/json; charset=utf-8", "APPLICATION/JSON;charset=UTF-8"])(
  "a body of the type %j is read",
  async (type) => {
    const emulator = build();
    const token = await tokenOf(emulator);
    const body = { vin, brand: "bmw" };
    const headers = { "content-type": type };
    expect((await call(emulator, "/v1/eligibility", { method: "POST", token, body, headers })).status).toBe(
      200,
    );
  },
);
