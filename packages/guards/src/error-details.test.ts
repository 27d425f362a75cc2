import { expect, test } from "vitest";
import { errorDetails, isConsentProblem } from "./error-details.ts";

const item = { title: "invalid", detail: "no such VIN", source: "vin" };

test.each([
  { name: "a list of errors", body: { errors: [item] }, want: [item] },
  { name: "a bare list", body: [item], want: [item] },
  {
    name: "the OAuth pair",
    body: { error: "invalid_client", error_description: "unknown" },
    want: [{ title: "invalid_client", detail: "unknown", source: undefined }],
  },
  {
    name: "a list of OAuth pairs",
    body: [{ error: "invalid_client", error_description: "unknown" }],
    want: [{ title: "invalid_client", detail: "unknown", source: undefined }],
  },
  {
    name: "the place of an error in JSON:API",
    body: { errors: [{ title: "invalid", source: { pointer: "/vin" } }] },
    want: [{ title: "invalid", detail: undefined, source: "/vin" }],
  },
  {
    name: "members with unexpected types",
    body: { errors: [{ title: 1, detail: null, source: [] }, null, "text", ""] },
    want: [
      { title: undefined, detail: undefined, source: undefined },
      { title: "text", detail: undefined, source: undefined },
    ],
  },
  { name: "one error instead of a list", body: { errors: item }, want: [item] },
  { name: "an error that is not a text", body: { error: {} }, want: [] },
  { name: "null", body: null, want: [] },
  { name: "a text", body: "no", want: [] },
  { name: "an empty object", body: {}, want: [] },
])("reads $name", ({ body, want }) => {
  expect(errorDetails(body)).toEqual(want);
});

test.each([
  { body: { errors: [{ title: "Forbidden" }, { title: "x", detail: "Consent was withdrawn" }] }, want: true },
  { body: { error: "no_active_consent" }, want: true },
  { body: { error: "invalid_token", error_description: "expired" }, want: false },
  { body: [], want: false },
])("says that $body is a consent problem: $want", ({ body, want }) => {
  expect(isConsentProblem(errorDetails(body))).toBe(want);
});
