import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { generateFrom } from "../src/command/generate.ts";
import { emitTypes } from "../src/generate/types/emit-types.ts";
import { readFolder } from "../src/source/disk.ts";
import { bundlePath, readSpecification, readSpecificationFile } from "../src/source/specification.ts";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

test("the specification generates exactly the files of the package schema", async () => {
  const spec = readSpecification(`${repository}/spec`);
  const generated = await generateFrom(spec, readSpecificationFile(spec, bundlePath).value, emitTypes);
  const committed = readFolder(`${repository}/packages/schema/src`, (path) => path.endsWith(".ts"));
  expect([...generated.keys()].sort()).toEqual([...committed.keys()].sort());
  // The other files are copies of sources of this package.
  const printed = [...generated].filter(([path]) => !path.startsWith("validators/runtime/"));
  for (const [path, code] of printed) expect(code, path).toBe(committed.get(path));
});
