import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { emptyHome, hm } from "./kit.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

/** The lines of the example that is marked with a name. */
function linesOf(name: string): string[] {
  const [, code = ""] = new RegExp(`<!-- test: ${name} -->\\n\`\`\`sh\\n(.*?)\`\`\``, "s").exec(readme) ?? [];
  return code.split("\n").filter(Boolean);
}

test("each line of the first example works", async () => {
  const home = emptyHome();
  const lines = linesOf("try");
  expect(lines.length).toBeGreaterThan(3);
  for (const line of lines) {
    const { code, stdout, stderr } = await hm(home, line.split(" ").slice(1));
    expect([line, code, stderr]).toEqual([line, 0, ""]);
    expect(stdout).not.toBe("");
  }
});

test("every command is in the table of commands", async () => {
  const { stdout } = await hm(emptyHome(), ["--help"]);
  const [, list = ""] = /^Commands:\n(.*?)\n\n/ms.exec(stdout) ?? [];
  const names = [...list.matchAll(/^ {2}(\w+)/gm)].map(([, name = ""]) => name);
  expect(names).toContain("mcp");
  const table = readme.slice(readme.indexOf("## Commands"), readme.indexOf("`hm help <command>`"));
  for (const name of names.filter((each) => each !== "help")) expect(table).toContain(`\`hm ${name}`);
});
