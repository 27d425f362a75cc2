import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { openapi } from "../src/openapi.ts";
import { apiSources, pushSources } from "../src/provenance.ts";

const spec = new URL("../../../spec/", import.meta.url);

test("the exported document is the same as the bundle", () => {
  expect(openapi).toEqual(parse(readFileSync(new URL("high-mobility.openapi.yaml", spec), "utf8")));
});

test("the sources are the same as in spec/sources.yaml", () => {
  const { documents }: { documents: { id: string; file: string; revision: string; sha256: string }[] } =
    parse(readFileSync(new URL("sources.yaml", spec), "utf8"));
  const recorded = documents.map(({ id, file, revision, sha256 }) => ({ id, file, revision, sha256 }));
  expect(apiSources).toHaveLength(5);
  for (const source of [...apiSources, ...pushSources]) expect(recorded).toContainEqual(source);
});
