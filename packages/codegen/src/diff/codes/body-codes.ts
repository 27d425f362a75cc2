import type { ChangeRule } from "./change-rule.ts";

export type BodyCode =
  | "body-added"
  | "required-body-added"
  | "body-removed"
  | "body-became-required"
  | "body-became-optional"
  | "media-type-added"
  | "media-type-removed"
  | "encoding-changed"
  | "status-added"
  | "status-removed"
  | "header-added"
  | "required-header-added"
  | "header-removed"
  | "header-became-required"
  | "header-became-optional"
  | "link-changed";

/**
 * Changes of bodies, statuses and headers. A status or header in a request is one with which an app replies to a
 * webhook or a callback.
 */
export const bodyCodes: Readonly<Record<BodyCode, ChangeRule>> = {
  "body-added": {
    meaning: "a body is new; in a request, an optional body",
    request: { level: "minor", reason: "Calls without a body continue to compile." },
    response: {
      level: "minor",
      widening: true,
      reason: "Only code that relies on the absence of a body is affected.",
    },
  },
  "required-body-added": {
    meaning: "a request needs a body, which it did not have",
    request: { level: "major", reason: "Calls without a body stop compiling." },
    response: null,
  },
  "body-removed": {
    meaning: "a body was removed",
    request: { level: "major", reason: "Calls that pass a body stop compiling." },
    response: { level: "major", reason: "Code that reads it stops compiling." },
  },
  "body-became-required": {
    meaning: "an optional body of a request became required",
    request: { level: "major", reason: "Calls without a body stop compiling." },
    response: null,
  },
  "body-became-optional": {
    meaning: "a required body of a request became optional",
    request: { level: "minor", reason: "Calls that pass it continue to work." },
    response: null,
  },
  "media-type-added": {
    meaning: "a body has one more form",
    request: { level: "minor", reason: "The forms that callers send are still accepted." },
    response: {
      level: "major",
      reason: "A response may come in a form that existing code does not read.",
    },
  },
  "media-type-removed": {
    meaning: "a body has one form fewer",
    request: { level: "major", reason: "Calls that send it stop compiling." },
    response: { level: "major", reason: "Code that reads it stops compiling." },
  },
  "encoding-changed": {
    meaning: "the same value of a form's part or a header is written in another way (`encoding`, `explode`)",
    request: { level: "major", reason: "Calls compile, but the server reads something else from them." },
    response: { level: "major", reason: "Code compiles, but reads something else." },
  },
  "status-added": {
    meaning: "one more status is documented",
    request: { level: "minor", reason: "The statuses that apps reply with are still accepted." },
    response: {
      level: "minor",
      widening: true,
      reason: "Code that has a branch for other statuses handles it already.",
    },
  },
  "status-removed": {
    meaning: "a status is no longer documented",
    request: { level: "major", reason: "The server no longer understands apps that respond with it." },
    response: { level: "major", reason: "Code that compares with the status stops compiling." },
  },
  "header-added": {
    meaning: "an optional header is new",
    request: { level: "minor", reason: "Replies without it are still accepted." },
    response: { level: "minor", reason: "There is more to read; everything else is unchanged." },
  },
  "required-header-added": {
    meaning: "a header is new and always present",
    request: { level: "major", reason: "Replies without it are not accepted." },
    response: { level: "minor", reason: "There is more to read; everything else is unchanged." },
  },
  "header-removed": {
    meaning: "a header is no longer documented",
    request: { level: "major", reason: "The server no longer understands responses with it." },
    response: { level: "major", reason: "Code that reads it gets nothing." },
  },
  "header-became-required": {
    meaning: "an optional header became required",
    request: { level: "major", reason: "Replies without it are not accepted." },
    response: { level: "minor", reason: "The guarantee is stronger; checks for its absence still compile." },
  },
  "header-became-optional": {
    meaning: "a required header became optional",
    request: { level: "minor", reason: "Replies that have it are still accepted." },
    response: { level: "major", reason: "Code that relies on it may get nothing." },
  },
  "link-changed": {
    meaning: "a link to another operation is new, is gone or leads elsewhere",
    request: { level: "patch", reason: "The types do not show links." },
    response: { level: "patch", reason: "The types do not show links." },
  },
};
