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

test("prints a section that is not an object as it is", () => {
  const [, document] = emitOpenapi({ paths: null, components: { "x-note": "a", schemas: {} } }).split(
    "export const openapi: OpenApiDocument = ",
  );
  expect(document).toBe(
    '{\n  paths: null,\n  components: {\n    "x-note": "a",\n    schemas: {\n    },\n  },\n};\n',
  );
});
