import { expect, test } from "vitest";
import { emitOpenapi } from "./emit-openapi.ts";

const bundle = {
  openapi: "3.1.1",
  "x-sources": [{ id: "a", sha256: "123" }],
  paths: { "/a": { get: { operationId: "readA", tags: ["a"] } }, "/b": {} },
  components: { schemas: { A: { type: "object", properties: { ["__proto__"]: { type: "string" } } } } },
};

test("prints one line per path and per component, and no digest", () => {
  const [, document] = emitOpenapi(bundle).split("export const openapi: OpenApiDocument = ");
  expect(document).toBe(`{
  openapi: "3.1.1",
  "x-sources": apiSources,
  paths: {
    "/a": { get: { operationId: "readA", tags: ["a"] } },
    "/b": {},
  },
  components: {
    schemas: {
      A: { type: "object", properties: { ["__proto__"]: { type: "string" } } },
    },
  },
};
`);
});
