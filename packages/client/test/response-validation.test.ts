// Tests a client with the validators of the schema package.
import { validateClearance } from "@high-mobility-ts/schema/validators";
import { expect, test } from "vitest";
import type { ClientEvent } from "../src/index.ts";
import { createClient, responseValidator } from "../src/index.ts";

const origin = "https://fleet.example.com";
const token = { value: "t", expiresAt: Number.MAX_SAFE_INTEGER, scopes: new Set<string>() };
const auth = { getToken: async () => token, invalidate: () => undefined, resourceOrigins: [origin] };
const validators = { "GET /v1/fleets/vehicles/{vin}": validateClearance };
const call = { params: { path: { vin: "WVWZZZ1KZ9W000001" } } };

function client(mode: "report" | "strict", body: object, events: ClientEvent[] = []) {
  const onEvent = (event: ClientEvent) => events.push(event);
  const fetch = async () => Response.json(body);
  return createClient({
    baseUrl: origin,
    auth,
    fetch,
    onEvent,
    responseValidation: responseValidator({ mode, validators, lenient: false }),
  });
}

const sound = { vin: "WVWZZZ1KZ9W000001", status: "approved" };
const broken = { vin: "WVWZZZ1KZ9W000001", status: "shipped" };

test("accepts a valid body", async () => {
  const result = await client("strict", sound).GET("/v1/fleets/vehicles/{vin}", call);
  expect(result).toMatchObject({ ok: true, data: sound });
});

test("strict rejects a broken body, and says where", async () => {
  const refused = client("strict", broken).GET("/v1/fleets/vehicles/{vin}", call);
  await expect(refused).rejects.toMatchObject({
    code: "unexpected-response",
    problems: [expect.stringMatching(/^\/status /)],
  });
});

test("report reports it, and returns the body", async () => {
  const events: ClientEvent[] = [];
  const result = await client("report", broken, events).GET("/v1/fleets/vehicles/{vin}", call);
  expect(result.data).toEqual(broken);
  expect(events.map(({ type }) => type)).toContain("response-invalid");
});

test("rejects an object that responseValidator() did not return", () => {
  const options = { baseUrl: origin, auth, responseValidation: { mode: "strict", validators } as never };
  expect(() => createClient(options)).toThrow(
    new TypeError("responseValidation must be a result of responseValidator(), got object."),
  );
});
