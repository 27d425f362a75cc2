import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { expect, it } from "vitest";
import { readFleet } from "../src/cli/fleet-file.ts";
import { createConsole } from "../src/console/console.ts";
import { createEmulator } from "../src/index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

/** Runs an example of the README as it stands there, and gives the variable asked for. */
async function run(name: string, result: string): Promise<unknown> {
  const [, code = ""] =
    new RegExp(`<!-- test: ${name} -->\\n\`\`\`ts\\n([\\s\\S]*?)\`\`\``).exec(readme) ?? [];
  const body = stripTypeScriptTypes(code).replaceAll(/^import .*$/gm, "");
  const { setupServer } = await import("msw/node");
  const example = new Function(
    "createEmulator",
    "createConsole",
    "setupServer",
    `return (async () => { ${body}; return ${result}; })();`,
  );
  return example(createEmulator, createConsole, setupServer);
}

it("gets a token over MSW as its README shows", async () => {
  expect(await run("msw", "expires_in")).toBe(300);
});

it("serves HTTP as its README shows", async () => {
  expect(await run("server", "answer.status")).toBe(401);
});

it("has a page as its README shows", async () => {
  expect(await run("console", "page.headers.get('content-type')")).toBe("text/html; charset=utf-8");
});

it("reads a fleet file as its README shows", () => {
  const [, content = ""] = /<!-- test: fleet -->\n\n?```json\n([\s\S]*?)```/.exec(readme) ?? [];
  expect(readFleet("fleet.json", JSON.parse(content))).toHaveLength(2);
});
