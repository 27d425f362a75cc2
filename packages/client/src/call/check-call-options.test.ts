import { expect, test } from "vitest";
import { checkCallOptions } from "./check-call-options.ts";

const byPath = ["params", "body"];

test.each([
  ["a misspelled option", { singal: null }, 'Did you mean "signal"?'],
  ["another misspelled option", { header2: {} }, 'Did you mean "headers"?'],
  ["a parameter outside of params", { query: {} }, 'Put it into "params": params.query.'],
  [
    "an option of the client",
    { retry: false },
    "It is an option of createClient(), for all calls of a client.",
  ],
  ["a misspelled body", { Body: {} }, 'Did you mean "body"?'],
])("rejects %s", (_case, options, remedy) => {
  const [name] = Object.keys(options);
  expect(() => checkCallOptions("GET /v1/x", options, byPath)).toThrow(
    new TypeError(`GET /v1/x has no option "${name}". ${remedy}`),
  );
});

test.each([
  ["what fetch takes", { signal: null, keepalive: true, headers: {} }],
  ["options of a call by path", { params: {}, body: {} }],
  ["options of runtimes and frameworks", { dispatcher: {}, cf: {}, next: {}, proxy: "", tls: {}, agent: {} }],
])("accepts %s", (_case, options) => {
  expect(() => checkCallOptions("GET /v1/x", options, byPath)).not.toThrow();
});

test("truncates a long name, and does not show values", () => {
  expect(() => checkCallOptions("x()", { clientSecret: "s3cret" }, [])).toThrow(
    new TypeError(
      'x() has no option "clientSecret". It is an option of createClient(), for all calls of a client.',
    ),
  );
});

test.each([
  ["a list", ["x"], "The options of x() must be an object, got an array."],
  ["text", "x", "The options of x() must be an object, got a string."],
  ["a value that is not a signal", { signal: "x" }, "signal of x() must be an AbortSignal, got a string."],
  [
    "a controller instead of its signal",
    { signal: new AbortController() },
    "signal of x() must be an AbortSignal, got an object.",
  ],
])("rejects %s", (_case, options, message) => {
  expect(() => checkCallOptions("x()", options as object, [])).toThrow(new TypeError(message));
});
