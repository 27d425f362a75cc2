import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { openapi } from "../src/openapi.ts";

const { schemas } = openapi.components;
const index = await readFile(new URL("../src/index.ts", import.meta.url), "utf8");
const code = index.replaceAll(/\/\*[\s\S]*?\*\//g, "");

function hasName(name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(code);
}

/** Returns the names of all schemas that a schema consists of, including its own name. */
function reachable(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const [, next = ""] of JSON.stringify(schemas[name]).matchAll(/"#\/components\/schemas\/(\w+)/g))
    reachable(next, found);
  return found;
}

test("every type of vehicle data that an editor shows can be imported", () => {
  const shown = [...reachable("VehicleData")].filter((name) => !name.endsWith("Property"));
  expect(shown.length).toBeGreaterThan(100);
  expect(shown.filter((name) => !hasName(name))).toEqual([]);
});

test("every quantity has a named type, and so has its unit", () => {
  const quantities = Object.keys(schemas).filter((name) => name.endsWith("Quantity"));
  expect(quantities).toContain("LengthQuantity");
  const names = quantities.flatMap((name) => [name, name.replace(/Quantity$/, "Unit")]);
  expect(names.filter((name) => !hasName(name))).toEqual([]);
});
