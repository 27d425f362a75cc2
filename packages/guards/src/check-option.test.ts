import { expect, test } from "vitest";
import { checkKnownOptions, checkOneOf, checkText } from "./check-option.ts";

test("accepts valid options", () => {
  checkText("clientId", "abc");
  checkOneOf("encoding", "json", ["json", "form"]);
  checkKnownOptions("createClient()", { retry: 1, [Symbol("x")]: 1 }, { retry: true });
});

test.each([
  { value: "", want: "clientId must be a non-empty string, got an empty string." },
  { value: undefined, want: "clientId must be a non-empty string, got undefined." },
  { value: null, want: "clientId must be a non-empty string, got null." },
  { value: 5, want: "clientId must be a non-empty string, got a number." },
  { value: {}, want: "clientId must be a non-empty string, got an object." },
  { value: [], want: "clientId must be a non-empty string, got an array." },
])("rejects $value where a text is expected", ({ value, want }) => {
  expect(() => checkText("clientId", value)).toThrow(new TypeError(want));
});

test.each([
  { value: "xml", want: 'encoding must be "json" or "form", got "xml".' },
  { value: undefined, want: 'encoding must be "json" or "form", got undefined.' },
])("rejects $value where one of a few texts is expected", ({ value, want }) => {
  expect(() => checkOneOf("encoding", value, ["json", "form"])).toThrow(new TypeError(want));
});

const known = { timeout: true, retry: true, concurrency: true };

test.each([
  { options: { retyr: 1 }, want: 'createClient() has no option "retyr". Did you mean "retry"?' },
  { options: { timeoutMs: 1 }, want: 'createClient() has no option "timeoutMs". Did you mean "timeout"?' },
  {
    options: { foo: 1 },
    want: 'createClient() has no option "foo". Known options: timeout, retry, concurrency.',
  },
  { options: undefined, want: "The options of createClient() must be an object, got undefined." },
  { options: "live", want: "The options of createClient() must be an object, got a string." },
])("rejects $options", ({ options, want }) => {
  expect(() => checkKnownOptions("createClient()", options, known)).toThrow(new TypeError(want));
});

test("does not accept a name of the prototype as an option", () => {
  expect(() => checkKnownOptions("f()", { toString: 1 }, {})).toThrow(TypeError);
});
