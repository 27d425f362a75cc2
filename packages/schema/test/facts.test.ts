import { expect, expectTypeOf, test } from "vitest";
import {
  bodyKinds,
  brands,
  type DocumentedErrorStatus,
  documentedRateLimits,
  eligibilityBrands,
  errorFormats,
  idempotencyExceptions,
  type OperationKey,
  type UndocumentedErrorStatus,
} from "../src/facts.ts";
import type { Brand, EligibilityBrand, operations as OperationTypes } from "../src/index.ts";
import { type Operation, operations } from "../src/operations.ts";

const rows: readonly Operation[] = Object.values(operations);

test("the lists of brands contain the values of the types", () => {
  expectTypeOf<(typeof brands)[number]>().toEqualTypeOf<Brand>();
  expectTypeOf<(typeof eligibilityBrands)[number]>().toEqualTypeOf<EligibilityBrand>();
  expect(brands).toContain("nissan");
  expect(eligibilityBrands).toContain("dacia");
});

test("limits and idempotency are the same as in the operation table", () => {
  const limits = rows.flatMap(({ method, path, rateLimit }) =>
    rateLimit ? [[`${method} ${path}`, rateLimit]] : [],
  );
  expect(documentedRateLimits).toEqual(Object.fromEntries(limits));
  for (const { method, path, idempotent } of rows)
    expect(idempotencyExceptions[`${method} ${path}`] ?? !["POST", "PATCH"].includes(method)).toBe(
      idempotent,
    );
});

test("every operation has a key, and every error status is documented or not", () => {
  type Row = (typeof operations)[keyof typeof operations];
  type Key<R> = R extends { method: infer M extends string; path: infer P extends string }
    ? `${M} ${P}`
    : never;
  expectTypeOf<OperationKey>().toEqualTypeOf<Key<Row>>();
  expectTypeOf<DocumentedErrorStatus>().toEqualTypeOf<Exclude<Row["statuses"][number], 200>>();
  expectTypeOf<DocumentedErrorStatus & UndocumentedErrorStatus>().toBeNever();
});

test("has the error format of each operation", () => {
  expect(Object.keys(errorFormats).sort()).toEqual(Object.keys(operations).sort());
  expect(errorFormats.createVehicleAccessToken).toEqual({ 400: "oauth", default: "errors" });
  expect(errorFormats.getVehicleData).toEqual({ default: "errors-with-request-id" });
});

test("the kinds of bodies are the same as in the types", () => {
  type Table = typeof operations;
  type KeyOf<Op> = Op extends { method: infer M extends string; path: infer P extends string }
    ? `${M} ${P}`
    : never;
  type KindOf<Op> = Op extends { responses: { 200: { content: { "application/json": infer Body } } } }
    ? Body extends readonly unknown[]
      ? "list"
      : Record<never, never> extends Body
        ? "open"
        : "object"
    : "none";
  type Kinds = { readonly [Id in keyof Table as KeyOf<Table[Id]>]: KindOf<OperationTypes[Id]> };
  expectTypeOf<typeof bodyKinds>().toEqualTypeOf<Kinds>();
  expect(bodyKinds["GET /v1/fleets/vehicles"]).toBe("list");
});
