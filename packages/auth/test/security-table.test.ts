import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const package_ = new URL("../", import.meta.url);
const text = readFileSync(new URL("docs/security.md", package_), "utf8");

interface Row {
  readonly asks: string;
  readonly state: string;
  readonly where: string;
  readonly shown: readonly string[];
}

const rows: readonly Row[] = text
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| ---") && !line.startsWith("| section"))
  .map((line) => {
    const [, , , asks = "", state = "", where = "", shown = ""] = line
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim());
    return { asks, state, where, shown: shown.split("<br>").filter(Boolean) };
  });
const met = rows.filter(({ state }) => state === "met");

test("has five states, and the number of rows for each state", () => {
  const count = (state: string) => rows.filter((row) => row.state === state).length;
  const counts = ["met", "deviates", "runtime", "yours", "not met"].map(count);
  expect(counts.reduce((sum, one) => sum + one, 0)).toBe(rows.length);
  const [one, two, three, four, five] = counts;
  expect(text).toContain(
    `${rows.length} rows: ${one} met, ${two} deviate, ${three} runtime, ${four} yours, ${five} not met.`,
  );
});

test.each(met)("names sources that exist for: $asks", ({ where }) => {
  const files = where.split(", ").map((name) => name.replaceAll("`", ""));
  expect(files.filter((file) => !existsSync(new URL(`src/${file}`, package_)))).toEqual([]);
});

test.each(met)("names tests that exist for: $asks", ({ shown }) => {
  expect(shown).not.toEqual([]);
  expect(shown.filter((one) => !isTest(one))).toEqual([]);
});

/** `file`: title of a test, as in the source; skipped tests do not count. */
function isTest(shown: string): boolean {
  const [, file = "", title = ""] = /^`([\w./-]+)`: (.+)$/.exec(shown) ?? [];
  const path = new URL(file, package_);
  if (!existsSync(path)) return false;
  const source = readFileSync(path, "utf8");
  const at = source.indexOf(`"${title}"`);
  const call = source.slice(Math.max(0, at - 12), at).trimEnd();
  return at > 0 && /(?:\btest\(|\)\()$/.test(call);
}

test.each(rows.filter(({ state }) => state !== "met"))(
  "has a reason and no test for: $asks",
  ({ where, shown }) => {
    expect(where).toMatch(/\w+ \w+/);
    expect(shown).toEqual([]);
  },
);
