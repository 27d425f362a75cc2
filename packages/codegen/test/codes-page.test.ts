import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { codesPage } from "../src/diff/codes-page.ts";

test("docs/spec-changes.md is current; `pnpm generate` writes it", () => {
  const page = new URL("../../../docs/spec-changes.md", import.meta.url);
  expect(readFileSync(page, "utf8")).toBe(codesPage());
});
