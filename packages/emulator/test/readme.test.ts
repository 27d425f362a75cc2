import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { setupServer } from "msw/node";
import { expect, test } from "vitest";
import { readFleet } from "../src/cli/fleet-file.ts";
import { createConsole } from "../src/console/console.ts";
import { carmakerDown, createEmulator, slowCarmaker } from "../src/index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

function example(name: string, language = "ts"): string {
  const found = new RegExp(`<!-- test: ${name} -->\\n\\n?\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(
    readme,
  );
  if (!found?.[1]) throw new Error(`README.md has no example "${name}"`);
  return found[1];
}

/** Runs an example of the README without changes, and returns the requested variables. */
async function run(name: string, ...results: readonly string[]): Promise<readonly unknown[]> {
  const body = stripTypeScriptTypes(example(name)).replaceAll(/^import .*$/gm, "");
  const imports = { carmakerDown, createConsole, createEmulator, setupServer, slowCarmaker };
  const code = `return (async () => { ${body}; return [${results.join(", ")}]; })();`;
  return new Function(...Object.keys(imports), code)(...Object.values(imports));
}

test("gets a token over MSW", async () => {
  expect(await run("msw", "expires_in")).toEqual([300]);
});

test("serves HTTP", async () => {
  expect(await run("server", "response.status")).toEqual([401]);
});

test("steers", async () => {
  const [requests, pending, state] = await run("steering", "requests", "pendingFaults.length", "state");
  expect([requests, pending]).toEqual([[], 3]);
  expect(state).toMatchObject({ version: 1, vehicles: [{ brand: "bmw" }, { rejection: "no SIM" }] });
});

test("differs from the specification", async () => {
  const [pending, view] = await run(
    "ahead",
    "emulator.pendingFaults.length",
    "emulator.inspect().vehicles[0]",
  );
  expect([pending, view]).toEqual([3, expect.objectContaining({ brand: "hyundai", status: "under_review" })]);
});

test("sends messages", async () => {
  expect(await run("push", "[...new Set(topics)]")).toEqual([["sandbox/level13/my-app"]]);
});

test("gets the consent of an owner", async () => {
  const [status, code] = await run("consent", "response.status", "code");
  expect([status, code]).toEqual([302, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
});

test("receives a webhook", async () => {
  const [signature, state] = await run("webhooks", "signature", "state");
  expect([signature, state]).toEqual([expect.stringMatching(/^sha256=[0-9a-f]{64}$/), "delivered"]);
});

test("has the same Vitest example as the test of the adapter", () => {
  const fixture = new URL("fixtures/vitest-adapter/readme.fixture.ts", import.meta.url);
  expect(example("vitest")).toBe(readFileSync(fixture, "utf8"));
});

test("has a page", async () => {
  expect(await run("console", "page.headers.get('content-type')")).toEqual(["text/html; charset=utf-8"]);
});

test("reads a fleet file", () => {
  expect(readFleet("fleet.json", JSON.parse(example("fleet", "json")))).toHaveLength(2);
});
