import { expect, test } from "vitest";
import { CodegenError, CodegenErrors, describeValue, mustBe, type Place } from "./codegen-error.ts";

test.each<{ value: unknown; want: string }>([
  { value: undefined, want: "nothing" },
  { value: null, want: "null" },
  { value: [1], want: "a list" },
  { value: { a: 1 }, want: "a mapping" },
  { value: 3.5, want: "the number 3.5" },
  { value: false, want: "the boolean false" },
  { value: 'a "b"', want: '"a \\"b\\""' },
  { value: "x".repeat(60), want: `"${"x".repeat(60)}"` },
  { value: "x".repeat(61), want: `"${"x".repeat(60)}…"` },
])("describes $value as $want", ({ value, want }) => {
  expect(describeValue(value)).toBe(want);
});

test.each<{ place: Place; want: string }>([
  { place: {}, want: "is wrong" },
  { place: { file: "a.yaml" }, want: "a.yaml: is wrong" },
  { place: { file: "a.yaml", line: 3 }, want: "a.yaml:3: is wrong" },
  { place: { file: "a.yaml", line: 3, pointer: "/a/b" }, want: "a.yaml:3 #/a/b: is wrong" },
  { place: { file: "a.yaml", pointer: "" }, want: "a.yaml #: is wrong" },
  { place: { pointer: "/a" }, want: "#/a: is wrong" },
  { place: { line: 3 }, want: "is wrong" },
])("an error at $place has the message $want", ({ place, want }) => {
  const error = new CodegenError("is wrong", place);
  expect([error.name, error.message, error.place]).toEqual(["CodegenError", want, place]);
});

test("says what was expected and what was found", () => {
  expect(mustBe("a list", { a: 1 }, { file: "a.yaml", line: 2 })).toEqual(
    new CodegenError("must be a list, got a mapping", { file: "a.yaml", line: 2 }),
  );
});

test("keeps its cause", () => {
  const cause = new Error("the reason");
  expect(new CodegenError("is wrong", {}, { cause }).cause).toBe(cause);
});

test("a message is one line of at most 2,000 characters", () => {
  expect(new CodegenError("first\n  second\u001b").message).toBe("first second\\u001b");
  expect(new CodegenError("x".repeat(2_000)).message).toBe("x".repeat(2_000));
  expect(new CodegenError("x".repeat(2_001)).message).toBe(`${"x".repeat(2_000)}…`);
});

test("several errors have the message of the first, and the number of the others", () => {
  const [first, second, third] = ["one", "two", "three"].map((text) => new CodegenError(text)) as [
    CodegenError,
    CodegenError,
    CodegenError,
  ];
  expect(new CodegenErrors([first]).message).toBe("one");
  const all = new CodegenErrors([first, second, third]);
  expect([all.name, all.message, all.errors]).toEqual([
    "CodegenError",
    "one (and 2 more)",
    [first, second, third],
  ]);
});
