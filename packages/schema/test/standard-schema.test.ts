import { sValidator } from "@hono/standard-validator";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { FieldApi, FormApi } from "@tanstack/form-core";
import { initTRPC, TRPCError } from "@trpc/server";
import { Hono } from "hono";
import { expect, expectTypeOf, test } from "vitest";
import type { ClearanceFilter, EligibilityRequest, PushMessageV2, VehicleData } from "../src/index.ts";
import {
  type Lenient,
  validateClearanceFilter,
  validateEligibilityRequest,
  validateVehicleData,
} from "../src/validators/index.ts";
import { validatePushMessageV2 } from "../src/validators/push-v2/index.ts";

const request: EligibilityRequest = { vin: "1HMABC2DE3FGH4567", brand: "bmw" };

const message = {
  version: 3,
  application_id: "48aa1779-91c2-468e-97e9-ab112efd53b9",
  message_id: "A1",
  vin: "1HMABC2DE3FGH4567",
  data: { diagnostics: { odometer: [{ data: { unit: "kilometers", value: 2050 } }] } },
};

test("a validator is a Standard Schema with the type of its value", () => {
  expectTypeOf(validateEligibilityRequest).toExtend<StandardSchemaV1<EligibilityRequest>>();
  expectTypeOf(validateVehicleData).toExtend<StandardSchemaV1<Lenient<VehicleData>>>();
  type Output = StandardSchemaV1.InferOutput<typeof validateClearanceFilter>;
  expectTypeOf<Output>().toEqualTypeOf<ClearanceFilter>();
  expect(validateEligibilityRequest["~standard"]).toMatchObject({ version: 1, vendor: "high-mobility-ts" });
});

test("returns the value itself, or issues with a message and a path", () => {
  const { validate } = validateClearanceFilter["~standard"];
  const filter = { vin: { operator: "in", value: ["VIN"] } };
  expect(validate(filter)).toEqual({ value: filter });
  expect(validate(filter)).toHaveProperty("value", filter);
  expect(validate({ vin: { operator: "in", value: ["VIN", 1] } })).toEqual({
    issues: [{ message: "must be string, is number", path: ["vin", "value", 1] }],
  });
  expect(validate({ tags: { operator: "eq", value: { "a/b~0": 1, 0: 1 } } })).toEqual({
    issues: [
      { message: "must be string, is number", path: ["tags", "value", "0"] },
      { message: "must be string, is number", path: ["tags", "value", "a/b~0"] },
    ],
  });
  expect(validate(7)).toEqual({ issues: [{ message: "must be object, is number", path: [] }] });
});

test("responses are validated leniently, requests are not", () => {
  const vehicle = { diagnostics: { odometer: { failure: null, quality: "good" } }, lights: null };
  expect(validateVehicleData(vehicle).valid).toBe(false);
  expect(validateVehicleData["~standard"].validate(vehicle)).toEqual({ value: vehicle });
  expect(validateEligibilityRequest["~standard"].validate({ ...request, brand: "reliant" })).toMatchObject({
    issues: [{ path: ["brand"] }],
  });
});

test("tRPC accepts a validator for the input of a procedure, with its type", async () => {
  const t = initTRPC.create();
  const router = t.router({
    brand: t.procedure.input(validateEligibilityRequest).query(({ input }) => {
      expectTypeOf(input).toEqualTypeOf<EligibilityRequest>();
      return input.brand;
    }),
  });
  const caller = t.createCallerFactory(router)({});
  expect(await caller.brand(request)).toBe("bmw");
  // @ts-expect-error no such brand
  const wrong = await caller.brand({ ...request, brand: "reliant" }).catch((error: unknown) => error);
  expect(wrong).toBeInstanceOf(TRPCError);
  expect(wrong).toMatchObject({ code: "BAD_REQUEST" });
});

test("Hono accepts a validator for the body of a request, with its type", async () => {
  const app = new Hono().post("/messages", sValidator("json", validatePushMessageV2), (context) => {
    const { vin, data } = context.req.valid("json");
    expectTypeOf(data).toEqualTypeOf<Lenient<PushMessageV2>["data"]>();
    return context.text(vin);
  });
  const post = (body: object): Response | Promise<Response> =>
    app.request("/messages", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const accepted = await post({ ...message, sent_at: "now" });
  expect([accepted.status, await accepted.text()]).toEqual([200, message.vin]);
  const refused = await post({ ...message, vin: 7 });
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({
    error: [{ path: ["vin"], message: "must be string, is number" }],
  });
});

test("TanStack Form accepts a validator for a form, and shows an issue at its field", () => {
  const form = new FormApi({ defaultValues: request, validators: { onChange: validateEligibilityRequest } });
  form.mount();
  const brand = new FieldApi({ form, name: "brand" });
  brand.mount();
  brand.handleChange("reliant" as "bmw");
  expect(form.state.isValid).toBe(false);
  expect(brand.state.meta.errors).toMatchObject([
    { message: expect.stringMatching(/^must be one of "merc/) },
  ]);
  brand.handleChange("bmw");
  expect(form.state.isValid).toBe(true);
});
