import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { referenceCommand } from "../src/command/reference.ts";
import type { PropertyReference, Reference } from "../src/reference/reference.ts";
import { cli, run } from "./support/checkout.ts";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

let reference: Reference;

beforeAll(() => {
  reference = referenceCommand(`${repository}/spec`);
});

function property(capability: string, name: string): PropertyReference | undefined {
  const found = reference.capabilities.find((each) => each.name === capability);
  return found?.properties.find((each) => each.name === name);
}

test("every capability and property has a description, a known value and a way in which it arrives", () => {
  const properties = reference.capabilities.flatMap((capability) => capability.properties);
  expect(properties.length).toBeGreaterThan(400);
  for (const each of [...reference.capabilities, ...properties]) {
    expect(each.description, each.name).not.toBe("");
    expect(each.title, each.name).toMatch(/^[A-Z0-9][^_]*$/);
  }
  for (const { name, ways, value } of properties) {
    expect(ways, name).not.toEqual([]);
    expect(value.type, name).not.toBe("any");
  }
});

test("has the ways, items, units and values of a property", () => {
  expect(property("diagnostics", "odometer")).toMatchObject({
    title: "Odometer",
    ways: ["rest", "push-v1", "push-v2"],
    hasItems: false,
    value: {
      type: "quantity",
      typeName: "LengthQuantity",
      units: expect.arrayContaining(["kilometers", "miles"]),
    },
  });
  expect(property("doors", "locks")).toMatchObject({
    hasItems: true,
    value: {
      type: "object",
      members: [
        { name: "location", required: true, value: { values: expect.arrayContaining(["front_left"]) } },
        { name: "lock_state", required: true, value: { values: ["unlocked", "locked"] } },
      ],
    },
  });
});

test("has properties that arrive only in push messages, and some that V1 does not have", () => {
  const ways = reference.capabilities.flatMap(({ properties }) => properties.map((each) => each.ways.join()));
  expect(new Set(ways)).toEqual(
    new Set(["rest,push-v1,push-v2", "rest,push-v2", "push-v1,push-v2", "push-v2"]),
  );
});

test("has each operation with parameters, body, statuses, scopes and limit", () => {
  const operation = (id: string) => reference.operations.find((each) => each.id === id);
  expect(operation("getClearance")).toMatchObject({
    title: "Get the clearance of a vehicle",
    scopes: ["fleet:clearance"],
    rateLimit: { calls: 60, periodSeconds: 60 },
    parameters: [{ name: "vin", in: "path", required: true, value: { type: "string" } }],
    body: null,
  });
  expect(operation("getClearance")?.responses.map(({ status }) => status)).toEqual([
    200, 401, 403, 404, 429, 500,
  ]);
  expect(operation("checkEligibility")).toMatchObject({
    body: { required: true, value: { type: "object", typeName: "EligibilityRequest" } },
    responses: expect.arrayContaining([expect.objectContaining({ status: 200, typeName: "Eligibility" })]),
  });
  // The filter is JSON in the query.
  expect(operation("listClearances")?.parameters[0]).toMatchObject({
    name: "filter",
    value: { type: "object", typeName: "ClearanceFilter" },
  });
});

test("prints the reference as JSON", async () => {
  const { code, stdout, stderr } = await run([cli, "reference"], { cwd: repository });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout)).toEqual(reference);
});
