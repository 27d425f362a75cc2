import type { ChangeRule } from "./change-rule.ts";

export type ValueCode =
  | "type-changed"
  | "type-widened"
  | "type-narrowed"
  | "became-integer"
  | "no-longer-integer"
  | "became-nullable"
  | "no-longer-nullable"
  | "enum-introduced"
  | "enum-lifted"
  | "enum-value-added"
  | "enum-value-removed"
  | "variant-added"
  | "variant-removed"
  | "constraint-tightened"
  | "constraint-loosened"
  | "constraint-changed"
  | "format-added"
  | "format-removed"
  | "format-changed"
  | "default-added"
  | "default-removed"
  | "default-changed";

/** Changes of which values are valid. */
export const valueCodes: Readonly<Record<ValueCode, ChangeRule>> = {
  "type-changed": {
    meaning: "a value has another type",
    request: { level: "major", reason: "Requests with a value of the old type stop compiling." },
    response: { level: "major", reason: "Code that uses the value as one of the old type stops compiling." },
  },
  "type-widened": {
    meaning: "a value may be of more types than before",
    request: { level: "minor", reason: "Values of the old type are still accepted." },
    response: { level: "major", reason: "Code that uses the value as one of the old type stops compiling." },
  },
  "type-narrowed": {
    meaning: "a value may be of fewer types than before",
    request: { level: "major", reason: "Requests with a value of the removed type stop compiling." },
    response: { level: "major", reason: "Code that has a branch for the removed type stops compiling." },
  },
  "became-integer": {
    meaning: "a number must be whole",
    request: { level: "major", reason: "Requests compile, but those with a fraction are rejected." },
    response: { level: "patch", reason: "A whole number is a number." },
  },
  "no-longer-integer": {
    meaning: "a number may have a fraction",
    request: { level: "minor", reason: "Whole numbers are still accepted." },
    response: { level: "major", reason: "Code compiles, but may get a fraction that it does not expect." },
  },
  "became-nullable": {
    meaning: "a value may be null",
    request: { level: "minor", reason: "Other values are still accepted." },
    response: { level: "major", reason: "Code that uses the value without a check stops compiling." },
  },
  "no-longer-nullable": {
    meaning: "a value may no longer be null",
    request: { level: "major", reason: "Requests that pass null stop compiling." },
    response: { level: "minor", reason: "Checks for null still compile; they never apply." },
  },
  "enum-introduced": {
    meaning: "any value was allowed, and now only listed ones are",
    request: { level: "major", reason: "Requests with any other value stop compiling." },
    response: { level: "major", reason: "Code that compares with any other value stops compiling." },
  },
  "enum-lifted": {
    meaning: "only listed values were allowed, and now any value is",
    request: { level: "minor", reason: "The listed values are still accepted." },
    response: { level: "major", reason: "Code that relies on the list stops compiling." },
  },
  "enum-value-added": {
    meaning: "a list of values has one more",
    request: { level: "minor", reason: "The other values are still accepted." },
    response: {
      level: "minor",
      widening: true,
      reason:
        "A response may have a value that the code does not know; code with a branch for other values handles it.",
    },
  },
  "enum-value-removed": {
    meaning: "a list of values has one fewer",
    request: { level: "major", reason: "Requests with the value stop compiling." },
    response: { level: "major", reason: "Code that compares with the value stops compiling." },
  },
  "variant-added": {
    meaning: "a value has one more alternative form",
    request: { level: "minor", reason: "The other forms are still accepted." },
    response: {
      level: "major",
      reason: "Code that reads what all old forms have in common stops compiling.",
    },
  },
  "variant-removed": {
    meaning: "a value has one alternative form fewer",
    request: { level: "major", reason: "Requests of that form stop compiling." },
    response: { level: "major", reason: "Code with a branch for that form stops compiling." },
  },
  "constraint-tightened": {
    meaning: "a bound, length, count or pattern allows less",
    request: { level: "major", reason: "Requests compile, but some that were accepted are rejected." },
    response: { level: "patch", reason: "Responses are still within the old bound." },
  },
  "constraint-loosened": {
    meaning: "a bound, length, count or pattern allows more",
    request: { level: "minor", reason: "Accepted values are still accepted." },
    response: { level: "minor", reason: "A response may have a value that the old bound excluded." },
  },
  "constraint-changed": {
    meaning: "a pattern or another condition is replaced by a different one",
    request: { level: "major", reason: "Requests compile, but some that were accepted may be rejected." },
    response: { level: "minor", reason: "A response may have a value that the old condition excluded." },
  },
  "format-added": {
    meaning: "a format is stated where there was none",
    request: { level: "major", reason: "Requests compile, but those in another format are rejected." },
    response: { level: "patch", reason: "The guarantee is stronger; the type is the same." },
  },
  "format-removed": {
    meaning: "no format is stated any more",
    request: { level: "minor", reason: "Accepted values are still accepted." },
    response: { level: "minor", reason: "A response may have a value in another format." },
  },
  "format-changed": {
    meaning: "another format is stated",
    request: { level: "major", reason: "Requests compile, but those in the old format are rejected." },
    response: { level: "major", reason: "Code compiles, but may fail to read the value." },
  },
  "default-added": {
    meaning: "the default of an absent value is stated",
    request: { level: "patch", reason: "The type is the same, and the same values may be left out." },
    response: { level: "patch", reason: "The type is the same." },
  },
  "default-removed": {
    meaning: "the default of an absent value is no longer stated",
    request: {
      level: "major",
      reason: "Requests compile, but a request without the value may have another meaning.",
    },
    response: { level: "patch", reason: "The type is the same." },
  },
  "default-changed": {
    meaning: "an absent value has another default",
    request: {
      level: "major",
      reason: "Requests compile, but a request without the value has another meaning.",
    },
    response: { level: "patch", reason: "The type is the same." },
  },
};
