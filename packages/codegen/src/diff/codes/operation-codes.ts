import type { ChangeRule } from "./change-rule.ts";

export type OperationCode =
  | "operation-added"
  | "operation-removed"
  | "operation-deprecated"
  | "operation-undeprecated"
  | "operation-id-changed"
  | "authentication-added"
  | "authentication-removed"
  | "authentication-changed"
  | "scope-added"
  | "scope-removed"
  | "token-url-changed"
  | "server-added"
  | "server-removed"
  | "rate-limit-lowered"
  | "rate-limit-raised"
  | "idempotency-changed"
  | "parameter-added"
  | "required-parameter-added"
  | "parameter-removed"
  | "parameter-became-required"
  | "parameter-became-optional"
  | "parameter-encoding-changed"
  | "parameter-deprecated"
  | "parameter-undeprecated"
  | "body-added"
  | "required-body-added"
  | "body-removed"
  | "body-became-required"
  | "body-became-optional"
  | "media-type-added"
  | "media-type-removed"
  | "status-added"
  | "status-removed"
  | "header-added"
  | "header-removed";

/** Changes of an operation as a whole, and of the parts that are no schema. */
export const operationCodes: Readonly<Record<OperationCode, ChangeRule>> = {
  "operation-added": {
    meaning: "an operation is new",
    request: { level: "minor", reason: "A new call can be made; no existing call is affected." },
    response: null,
  },
  "operation-removed": {
    meaning: "an operation is gone, or its method or path is another one",
    request: { level: "major", reason: "Calls of it stop compiling." },
    response: null,
  },
  "operation-deprecated": {
    meaning: "an operation is marked as deprecated",
    request: { level: "minor", reason: "Calls go on working; editors strike them through." },
    response: null,
  },
  "operation-undeprecated": {
    meaning: "an operation is no longer marked as deprecated",
    request: { level: "patch", reason: "Only the mark in the editor goes." },
    response: null,
  },
  "operation-id-changed": {
    meaning: "an operation has another id",
    request: { level: "major", reason: "Code that names the operation by its id stops compiling." },
    response: null,
  },
  "authentication-added": {
    meaning: "an operation that was open asks for credentials",
    request: { level: "major", reason: "Calls without a token are refused." },
    response: null,
  },
  "authentication-removed": {
    meaning: "an operation no longer asks for credentials",
    request: { level: "minor", reason: "Calls with a token go on working; it is not needed any more." },
    response: null,
  },
  "authentication-changed": {
    meaning: "an operation asks for credentials of another kind",
    request: { level: "major", reason: "The credentials that callers have are refused." },
    response: null,
  },
  "scope-added": {
    meaning: "a call needs one more scope",
    request: { level: "major", reason: "Tokens granted without the scope are refused." },
    response: null,
  },
  "scope-removed": {
    meaning: "a call needs one scope less",
    request: { level: "minor", reason: "Existing tokens suffice; smaller ones do now, too." },
    response: null,
  },
  "token-url-changed": {
    meaning: "tokens for an operation come from another address",
    request: { level: "major", reason: "Tokens asked for at the old address are not obtained any more." },
    response: null,
  },
  "server-added": {
    meaning: "an operation is served from one more base address",
    request: { level: "minor", reason: "One more environment can be called." },
    response: null,
  },
  "server-removed": {
    meaning: "an operation is no longer served from a base address",
    request: { level: "major", reason: "Calls to that environment fail." },
    response: null,
  },
  "rate-limit-lowered": {
    meaning: "fewer calls are allowed per time",
    request: { level: "minor", reason: "Calls compile and succeed as before, at a slower pace." },
    response: null,
  },
  "rate-limit-raised": {
    meaning: "more calls are allowed per time, or any number",
    request: { level: "patch", reason: "Whoever kept to the old limit keeps to the new one." },
    response: null,
  },
  "idempotency-changed": {
    meaning: "repeating a call is now safe, or is so no longer",
    request: { level: "minor", reason: "The client starts or stops to repeat failed calls by itself." },
    response: null,
  },
  "parameter-added": {
    meaning: "an optional parameter is new",
    request: { level: "minor", reason: "Calls without it go on compiling." },
    response: null,
  },
  "required-parameter-added": {
    meaning: "a required parameter is new",
    request: { level: "major", reason: "Calls without it stop compiling." },
    response: null,
  },
  "parameter-removed": {
    meaning: "a parameter is gone",
    request: { level: "major", reason: "Calls that pass it stop compiling." },
    response: null,
  },
  "parameter-became-required": {
    meaning: "a parameter was optional and is required",
    request: { level: "major", reason: "Calls that leave it out stop compiling." },
    response: null,
  },
  "parameter-became-optional": {
    meaning: "a parameter was required and is optional",
    request: { level: "minor", reason: "Calls that pass it go on working." },
    response: null,
  },
  "parameter-encoding-changed": {
    meaning: "the same value of a parameter is written in another way (`style`, `explode`, media type)",
    request: { level: "major", reason: "Calls compile, and the server reads something else from them." },
    response: null,
  },
  "parameter-deprecated": {
    meaning: "a parameter is marked as deprecated",
    request: { level: "minor", reason: "Calls that pass it go on working; editors strike it through." },
    response: null,
  },
  "parameter-undeprecated": {
    meaning: "a parameter is no longer marked as deprecated",
    request: { level: "patch", reason: "Only the mark in the editor goes." },
    response: null,
  },
  "body-added": {
    meaning: "there is a body where there was none; in a request an optional one",
    request: { level: "minor", reason: "Calls without a body go on compiling." },
    response: {
      level: "minor",
      widening: true,
      reason:
        "What used to be undefined has a type now, so only code that relied on nothing coming is affected.",
    },
  },
  "required-body-added": {
    meaning: "a request needs a body where it had none",
    request: { level: "major", reason: "Calls without a body stop compiling." },
    response: null,
  },
  "body-removed": {
    meaning: "there is no body any more",
    request: { level: "major", reason: "Calls that pass one stop compiling." },
    response: { level: "major", reason: "Code that reads it stops compiling." },
  },
  "body-became-required": {
    meaning: "a request's body was optional and is required",
    request: { level: "major", reason: "Calls without a body stop compiling." },
    response: null,
  },
  "body-became-optional": {
    meaning: "a request's body was required and is optional",
    request: { level: "minor", reason: "Calls that pass it go on working." },
    response: null,
  },
  "media-type-added": {
    meaning: "a body has one more form",
    request: { level: "minor", reason: "The forms that callers send are still accepted." },
    response: { level: "major", reason: "An answer may come in a form that existing code does not read." },
  },
  "media-type-removed": {
    meaning: "a body has one form less",
    request: { level: "major", reason: "Calls that send it stop compiling." },
    response: { level: "major", reason: "Code that reads it stops compiling." },
  },
  "status-added": {
    meaning: "one more status is documented",
    request: null,
    response: {
      level: "minor",
      widening: true,
      reason: "An answer may have one more form; code with a branch for other statuses already handles it.",
    },
  },
  "status-removed": {
    meaning: "a status is no longer documented",
    request: null,
    response: { level: "major", reason: "Code that compares with the status stops compiling." },
  },
  "header-added": {
    meaning: "a response header is new",
    request: null,
    response: { level: "minor", reason: "There is more to read; what was read before is still there." },
  },
  "header-removed": {
    meaning: "a response header is no longer documented",
    request: null,
    response: { level: "major", reason: "Code that reads it gets nothing." },
  },
};
