import { expect, test } from "vitest";
import type { JsonObject } from "../source/json.ts";
import { findPlaceholders } from "./placeholders.ts";

test.each<{ what: string; given: JsonObject; want: readonly string[] }>([
  {
    what: "a description, a summary, an id and a tag",
    given: {
      paths: { "/a": { get: { summary: "TODO.", operationId: "TODO_getA", tags: ["a", "TODO"] } } },
      components: { schemas: { A: { description: "TODO: what this schema is." } } },
    },
    want: [
      "/paths/~1a/get/summary",
      "/paths/~1a/get/operationId",
      "/paths/~1a/get/tags/1",
      "/components/schemas/A/description",
    ],
  },
  {
    what: "the description of a scope",
    given: { flows: { f: { scopes: { "a:b": "TODO: what this scope is." } } } },
    want: ["/flows/f/scopes/a:b"],
  },
  {
    what: "ignores texts of a document",
    given: {
      components: {
        schemas: {
          TODO: { enum: ["TODO"], default: "TODO", properties: { description: { const: "TODO" } } },
        },
      },
    },
    want: [],
  },
  {
    what: "ignores words that only begin like the mark",
    given: { description: "TODOS are done." },
    want: [],
  },
])("finds $what", ({ given, want }) => {
  expect(findPlaceholders(given)).toEqual(want);
});
