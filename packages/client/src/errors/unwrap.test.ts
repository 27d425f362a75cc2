import { inspect } from "node:util";
import { expect, test } from "vitest";
import type { AnyResult } from "../call/result.ts";
import { ApiError } from "./api-error.ts";
import { UnexpectedResponseError } from "./unexpected-response-error.ts";
import { unwrap } from "./unwrap.ts";

const operation = "GET /v1/vehicle-data/autoapi-13/{vin}";

function failure(status: number, error: object, headers: Record<string, string> = {}): AnyResult {
  return { ok: false, status, error, operation, response: new Response(null, { status, headers }) };
}

async function thrown(result: AnyResult): Promise<ApiError> {
  const error: unknown = await unwrap(result).catch((reason: unknown) => reason);
  if (!(error instanceof ApiError)) throw new Error(`not an ApiError: ${inspect(error)}`);
  return error;
}

test("returns the data of a success", async () => {
  const result = { ok: true, status: 200, data: { vin: "V" }, operation, response: new Response() } as const;
  expect(await unwrap(Promise.resolve(result))).toEqual({ vin: "V" });
});

test("throws an error with the reason of the body and the request id", async () => {
  const error = await thrown(
    failure(403, { errors: [{ title: "Forbidden", detail: "Privacy mode is active" }], request_id: "r-1" }),
  );
  expect(error).toMatchObject({
    name: "ApiError",
    code: "privacy-mode",
    status: 403,
    operation,
    requestId: "r-1",
    errors: [{ title: "Forbidden", detail: "Privacy mode is active", source: undefined }],
    message:
      "GET /v1/vehicle-data/autoapi-13/{vin} failed: 403 Forbidden, Privacy mode is active (request id r-1). " +
      "The driver has switched off data. Try again later.",
  });
});

test("reads the error form of RFC 6749", async () => {
  const error = await thrown(
    failure(400, { error: "invalid_request", error_description: "code is invalid" }),
  );
  expect(error.errors).toEqual([{ title: "invalid_request", detail: "code is invalid", source: undefined }]);
});

test.each([
  ["a bare list", [{ title: "Forbidden", detail: "no", source: "vin" }]],
  ["a list below errors", { errors: [{ title: "Forbidden", detail: "no", source: "vin" }] }],
  ["one object below errors", { errors: { title: "Forbidden", detail: "no", source: "vin" } }],
])("reads %s", async (_name, body) => {
  const error = await thrown(failure(403, body));
  expect(error.errors).toEqual([{ title: "Forbidden", detail: "no", source: "vin" }]);
  expect(error.message).toContain("failed: 403 Forbidden, vin: no. Check");
});

test("truncates very long reasons, and adds no second full stop", async () => {
  const long = await thrown(failure(400, { errors: ["x".repeat(5_000)] }));
  expect(long.message).toHaveLength(
    `${operation} failed: 400 . Correct the request before you send it again.`.length + 1_000,
  );
  const ended = await thrown(failure(400, { errors: [{ title: "No." }] }));
  expect(ended.message).toBe(`${operation} failed: 400 No. Correct the request before you send it again.`);
});

test("uses the request id of the header if the body has none", async () => {
  expect((await thrown(failure(500, {}, { "x-request-id": "h-1" }))).requestId).toBe("h-1");
});

test("throws the UnexpectedResponseError of a body that is not JSON", async () => {
  const error = new UnexpectedResponseError(operation, {
    response: new Response(null, { status: 502 }),
    body: "<html>",
  });
  await expect(unwrap(failure(502, error))).rejects.toBe(error);
});

test.each([
  [400, {}, "invalid-request"],
  [401, {}, "not-authorized"],
  [401, { errors: [{ detail: "Consent is removed by OEM" }] }, "no-active-consent"],
  [401, [{ title: "Unauthorized", detail: "The consent was withdrawn" }], "no-active-consent"],
  [401, { error: "unauthorized", error_description: "consent revoked" }, "no-active-consent"],
  [401, { error: "invalid_token", error_description: "expired" }, "not-authorized"],
  [403, {}, "forbidden"],
  [
    403,
    { errors: [{ title: "Forbidden", detail: "No active consent for this vehicle" }] },
    "no-active-consent",
  ],
  [404, {}, "not-found"],
  [408, {}, "vehicle-asleep"],
  [409, {}, "conflict"],
  [422, {}, "invalid-request"],
  [422, { errors: [{ title: "too early" }] }, "too-early"],
  [422, { errors: [{ title: "Pending" }] }, "not-cleared-yet"],
  [429, {}, "rate-limited"],
  [500, {}, "server-error"],
  [502, {}, "server-error"],
  [503, {}, "oem-error"],
  [504, {}, "oem-error"],
  [418, {}, "unexpected-status"],
])("%d %j is %s", async (status, body, code) => {
  expect((await thrown(failure(status, body))).code).toBe(code);
});

test.each([[{ errors: "none" }], [{ errors: [null, 1, "x"] }], [{ errors: [{ title: 1 }] }], [[]]])(
  "accepts a body with an unexpected form: %j",
  async (body) => {
    const error = await thrown(failure(422, body));
    expect(error.code).toBe("invalid-request");
    expect(error.body).toBe(body);
  },
);

test.each([
  [undefined, "undefined"],
  [{}, "an object"],
  [() => undefined, "a function"],
])("rejects %o, which is not a result of a call", async (value, got) => {
  await expect(unwrap(value as never)).rejects.toThrow(
    new TypeError(`unwrap() must be called with a call of a client or its result, got ${got}.`),
  );
});
