import type { ChangeRule } from "./change-rule.ts";

export type OperationCode =
  | "operation-added"
  | "operation-removed"
  | "operation-moved"
  | "operation-level-added"
  | "operation-deprecated"
  | "operation-undeprecated"
  | "operation-id-changed"
  | "authentication-added"
  | "authentication-removed"
  | "authentication-changed"
  | "authentication-alternative-added"
  | "authentication-alternative-removed"
  | "scope-added"
  | "scope-removed"
  | "token-flow-added"
  | "token-flow-removed"
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
  | "parameter-undeprecated";

/** Changes of an operation as a whole, and of its parameters. */
export const operationCodes: Readonly<Record<OperationCode, ChangeRule>> = {
  "operation-added": {
    meaning: "an operation is new",
    request: { level: "minor", reason: "A new call can be made; no existing call is affected." },
    response: null,
  },
  "operation-removed": {
    meaning: "an operation was removed",
    request: { level: "major", reason: "Calls of it stop compiling." },
    response: null,
  },
  "operation-moved": {
    meaning: "an operation has another method or path; its requests and responses are compared as usual",
    request: {
      level: "major",
      reason: "Calls that name the old path stop compiling; calls of the operation by its name do not.",
    },
    response: null,
  },
  "operation-level-added": {
    meaning:
      "the name of an operation means a newer path, and the old path remains under another name; requests and responses of the newer path are compared as usual",
    request: {
      level: "minor",
      reason:
        "Calls that name the old path continue to work; calls of the operation by its name use the newer path.",
    },
    response: null,
  },
  "operation-deprecated": {
    meaning: "an operation is marked as deprecated",
    request: { level: "minor", reason: "Calls continue to work; editors strike them through." },
    response: null,
  },
  "operation-undeprecated": {
    meaning: "an operation is no longer marked as deprecated",
    request: { level: "patch", reason: "Only the mark in the editor disappears." },
    response: null,
  },
  "operation-id-changed": {
    meaning: "an operation has another id",
    request: { level: "major", reason: "Code that names the operation by its id stops compiling." },
    response: null,
  },
  "authentication-added": {
    meaning: "an operation that was open needs credentials",
    request: { level: "major", reason: "Calls without credentials are rejected." },
    response: null,
  },
  "authentication-removed": {
    meaning: "an operation no longer needs credentials",
    request: { level: "minor", reason: "Calls with credentials continue to work." },
    response: null,
  },
  "authentication-changed": {
    meaning: "an operation needs credentials of another kind",
    request: { level: "major", reason: "Callers' credentials are rejected." },
    response: null,
  },
  "authentication-alternative-added": {
    meaning: "an operation accepts one more kind of credentials",
    request: { level: "minor", reason: "Callers' credentials are still accepted." },
    response: null,
  },
  "authentication-alternative-removed": {
    meaning: "an operation accepts one kind of credentials fewer",
    request: { level: "major", reason: "Callers that have only these credentials are rejected." },
    response: null,
  },
  "scope-added": {
    meaning: "a call needs one more scope",
    request: { level: "major", reason: "Tokens that were granted without the scope are rejected." },
    response: null,
  },
  "scope-removed": {
    meaning: "a call needs one scope fewer",
    request: { level: "minor", reason: "Existing tokens are still accepted." },
    response: null,
  },
  "token-flow-added": {
    meaning: "tokens for an operation can be obtained in one more way",
    request: { level: "minor", reason: "The existing ways to obtain a token continue to work." },
    response: null,
  },
  "token-flow-removed": {
    meaning: "tokens for an operation can be obtained in one way fewer",
    request: { level: "major", reason: "Tokens can no longer be obtained in the old way." },
    response: null,
  },
  "token-url-changed": {
    meaning: "tokens for an operation are obtained at another address",
    request: { level: "major", reason: "Tokens can no longer be obtained at the old address." },
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
    request: { level: "minor", reason: "Calls compile and succeed as before, but more slowly." },
    response: null,
  },
  "rate-limit-raised": {
    meaning: "more calls are allowed per time, or any number",
    request: { level: "patch", reason: "Callers that respect the old limit respect the new one." },
    response: null,
  },
  "idempotency-changed": {
    meaning: "repeating a call became safe, or is no longer safe",
    request: { level: "minor", reason: "The client starts or stops retrying failed calls." },
    response: null,
  },
  "parameter-added": {
    meaning: "an optional parameter is new",
    request: { level: "minor", reason: "Calls without it continue to compile." },
    response: null,
  },
  "required-parameter-added": {
    meaning: "a required parameter is new",
    request: { level: "major", reason: "Calls without it stop compiling." },
    response: null,
  },
  "parameter-removed": {
    meaning: "a parameter was removed",
    request: { level: "major", reason: "Calls that pass it stop compiling." },
    response: null,
  },
  "parameter-became-required": {
    meaning: "an optional parameter became required",
    request: { level: "major", reason: "Calls without it stop compiling." },
    response: null,
  },
  "parameter-became-optional": {
    meaning: "a required parameter became optional",
    request: { level: "minor", reason: "Calls that pass it continue to work." },
    response: null,
  },
  "parameter-encoding-changed": {
    meaning: "the same value of a parameter is written in another way (`style`, `explode`, media type)",
    request: { level: "major", reason: "Calls compile, but the server reads something else from them." },
    response: null,
  },
  "parameter-deprecated": {
    meaning: "a parameter is marked as deprecated",
    request: { level: "minor", reason: "Calls that pass it continue to work; editors strike it through." },
    response: null,
  },
  "parameter-undeprecated": {
    meaning: "a parameter is no longer marked as deprecated",
    request: { level: "patch", reason: "Only the mark in the editor disappears." },
    response: null,
  },
};
