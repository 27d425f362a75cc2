import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { labelOf, overlayPaths, readSpecification, readSpecificationFile } from "./specification.ts";

function specification(files: Readonly<Record<string, string>>) {
  return { folder: "./spec", files: new Map(Object.entries(files)) };
}

test("reads the YAML files below a folder, and no others", async () => {
  const folder = await mkdtemp(join(tmpdir(), "specification-"));
  await mkdir(join(folder, "documents"));
  await writeFile(join(folder, "documents/a.yaml"), "a: 1\n");
  await writeFile(join(folder, "sources.yaml"), "b: 2\n");
  await writeFile(join(folder, "notes.yml"), "c: 3\n");
  await writeFile(join(folder, "yaml"), "d: 4\n");
  const files = new Map([
    ["documents/a.yaml", "a: 1\n"],
    ["sources.yaml", "b: 2\n"],
  ]);
  expect(readSpecification(folder)).toEqual({ folder, files });
  await rm(folder, { recursive: true });
});

test.each([
  ["spec", "a.yaml", "spec/a.yaml"],
  ["./spec/", "overlays/a.yaml", "spec/overlays/a.yaml"],
  ["..\\own\\spec", "a.yaml", "../own/spec/a.yaml"],
  ["spec", "", "spec"],
])("names a file in %s", (folder, path, want) => {
  expect(labelOf({ folder }, path)).toBe(want);
});

test("parses a file, and names it as messages do", () => {
  const parsed = readSpecificationFile(specification({ "names.yaml": "a:\n  b: 1" }), "names.yaml");
  expect([parsed.file, parsed.value, parsed.lineOf("/a/b")]).toEqual(["spec/names.yaml", { a: { b: 1 } }, 2]);
});

test("a missing file is an error, with what to do", () => {
  const spec = specification({});
  expect(() => readSpecificationFile(spec, "a.yaml")).toThrow(
    expect.objectContaining({ name: "CodegenError", message: "spec/a.yaml: is missing" }),
  );
  expect(() => readSpecificationFile(spec, "a.yaml", "run import")).toThrow(
    expect.objectContaining({ message: "spec/a.yaml: is missing; run import" }),
  );
});

test("returns the overlays of a folder in the order of their names", () => {
  const spec = specification({ "overlays/20.yaml": "", "overlays/10.yaml": "", "overlays-old/1.yaml": "" });
  expect(overlayPaths(spec, "overlays")).toEqual(["overlays/10.yaml", "overlays/20.yaml"]);
});
