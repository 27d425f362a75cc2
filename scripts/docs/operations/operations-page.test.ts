import { expect, test } from "vitest";
import type {
  OperationReference,
  ValueReference,
} from "../../../packages/codegen/src/reference/reference.ts";
import { operationsPage } from "./operations-page.ts";
import { boundsText, typeText, valueRows } from "./value-rows.ts";

const text: ValueReference = {
  type: "string",
  typeName: null,
  isNullable: false,
  values: [],
  units: [],
  format: null,
  minimum: null,
  maximum: null,
  minLength: null,
  maxLength: null,
  minItems: null,
  maxItems: null,
  pattern: null,
  variants: [],
  members: [],
  items: null,
};
const number: ValueReference = { ...text, type: "number" };
const object: ValueReference = {
  ...text,
  type: "object",
  members: [{ name: "a", description: "", required: true, value: text }],
};

const operation: OperationReference = {
  id: "getThing",
  method: "GET",
  path: "/v1/things/{id}",
  tag: "things",
  scopes: ["things:read"],
  idempotent: true,
  deprecated: false,
  rateLimit: { calls: 60, periodSeconds: 60 },
  title: "Get a thing",
  description: "Returns it",
  parameters: [
    {
      name: "id",
      in: "path",
      description: "a | b <script> {{ x }}",
      required: true,
      value: { ...text, minLength: 2, maxLength: 3 },
    },
  ],
  body: null,
  responses: [
    { status: 200, description: "the thing", typeName: "Thing" },
    { status: 403, description: "no access", typeName: null },
  ],
};
const examples = {
  getThing: { input: { id: "x" }, token: "application", command: { lines: "hm thing x" } },
} as const;
const codes = [
  { code: "forbidden", meaning: "not allowed (403)." },
  { code: "privacy-mode", meaning: "switched off (403)." },
];

test("an operation has its call, parameters, statuses with codes, and no text that a page would run", () => {
  const page = operationsPage({ operations: [operation], examples, codes });
  for (const want of [
    "### getThing",
    "- Request: `GET /v1/things/{id}`",
    "- Scope: `things:read`\n",
    "- Rate limit: at most 60 calls in 60 s by one application",
    "| `id` | path | `string`, 2 to 3 characters | a \\| b &lt;script> &#123;&#123; x }} |",
    "| 200 |  | `Thing` | the thing |",
    "| 403 | [`forbidden`](/reference/errors#forbidden) |  | no access |",
    'await unwrap(hm.getThing({ id: "x" }));',
    '```sh [curl]\ncurl --fail-with-body "$HM_BASE_URL/v1/things/x"',
    "```sh [hm]\nhm thing x\n```",
  ])
    expect(page).toContain(want);
});

test("an operation without a command says so and names the nearest one", () => {
  const { getThing } = examples;
  const page = operationsPage({
    operations: [operation],
    examples: { getThing: { ...getThing, command: { nearest: "The nearest is `hm x`." } } },
    codes,
  });
  expect(page).toContain("`hm` has no command for this operation. The nearest is `hm x`.");
  expect(page).not.toContain("[hm]");
});

test("an operation without an example is an error that says where to add one", () => {
  expect(() => operationsPage({ operations: [operation], examples: {}, codes })).toThrow(
    new Error("getThing has no example. Add one to scripts/docs/operations/operation-examples.ts."),
  );
});

test.each<{ given: ValueReference; want: string }>([
  { given: text, want: "string" },
  { given: { ...number, type: "integer", isNullable: true }, want: "number | null" },
  { given: { ...text, values: ["a", "b"] }, want: '"a" | "b"' },
  { given: { ...text, type: "quantity", units: ["km"] }, want: '{ unit: "km"; value: number }' },
  { given: { ...text, type: "list", items: text }, want: "string[]" },
  { given: { ...text, type: "list", items: { ...text, values: ["a", "b"] } }, want: '("a" | "b")[]' },
  { given: { ...text, type: "one-of", variants: [text, object] }, want: "string | { a: string }" },
  { given: object, want: "object" },
  { given: { ...text, type: "any" }, want: "unknown" },
])("writes the type $want", ({ given, want }) => {
  expect(typeText(given)).toBe(want);
});

test.each<{ given: ValueReference; want: string }>([
  { given: text, want: "" },
  { given: { ...text, format: "date" }, want: "date" },
  { given: { ...number, type: "integer", minimum: 0 }, want: "a whole number, at least 0" },
  { given: { ...number, maximum: 9 }, want: "at most 9" },
  {
    given: { ...text, minLength: 17, maxLength: 17, pattern: "^A" },
    want: "exactly 17 characters, matches ^A",
  },
  { given: { ...text, type: "list", items: text, minItems: 1, maxItems: 5 }, want: "1 to 5 items" },
])("writes the bounds $want", ({ given, want }) => {
  expect(boundsText(given)).toBe(want);
});

test("members of objects and of lists have rows of their own", () => {
  const value: ValueReference = { ...text, type: "list", items: object };
  const rows = valueRows({ name: "list", required: true, description: "", value });
  expect(rows.map(({ name, type }) => `${name}: ${type}`)).toEqual(["list: object[]", "list[].a: string"]);
});
