import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { contractDocuments } from "../src/command/contract-documents.ts";
import { bundlePath } from "../src/source/specification.ts";

const folder = mkdtempSync(join(tmpdir(), "contract-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("of a specification it reads the bundle and the documents that are not in it; other folders have none", () => {
  expect(contractDocuments(folder)).toBeUndefined();
  const header = 'openapi: "3.1.0"\ninfo: { title: A, version: "1" }\n';
  mkdirSync(join(folder, "documents"), { recursive: true });
  writeFileSync(join(folder, bundlePath), `${header}paths: { /a: { get: { responses: {} } } }\n`);
  const schemas = "components: { schemas: { Alone: { type: string } } }\n";
  writeFileSync(join(folder, "documents/apart.yaml"), `${header}paths: {}\n${schemas}`);
  writeFileSync(
    join(folder, "documents/bundled.yaml"),
    `${header}paths:\n  /a: { get: { responses: {} } }\n`,
  );
  expect(contractDocuments(folder)?.map(({ id }) => id)).toEqual(["high-mobility", "apart"]);
});
