import type { OperationOutput } from "./operation-output.ts";

/**
 * Behaviour of the real platform that its specification does not describe:
 *
 * - `null-failures`: a property with a value also has `"failure": null`;
 * - `unknown-members`: every object has a member that is in no specification;
 * - `times-without-zone`: times are in UTC but have no `Z` at the end;
 * - `no-expires-in`: a token response does not contain the lifetime;
 * - `errors-as-object`, `errors-as-oauth`, `errors-as-list`: an error has the body `{ errors: […] }`,
 *   `{ error, error_description }` or `[…]`, regardless of the documented format;
 * - `error-with-200`: an error has the status 200;
 * - `null-body`, `empty-body`: the body is `null`, or missing.
 */
export type Quirk =
  | "null-failures"
  | "unknown-members"
  | "times-without-zone"
  | "no-expires-in"
  | "errors-as-object"
  | "errors-as-oauth"
  | "errors-as-list"
  | "error-with-200"
  | "null-body"
  | "empty-body";

interface QuirkInput extends OperationOutput {
  /** The problems of an error; undefined for a success. */
  readonly reason: string | undefined;
}

type QuirkRule = (result: QuirkInput) => Partial<OperationOutput>;

const rules: Readonly<Record<Quirk, QuirkRule>> = {
  "null-failures": ({ body }) => ({ body: mapObjects(body, withNullFailure) }),
  "unknown-members": ({ body }) => ({
    body: mapObjects(body, (members) => ({ ...members, x_unknown: { level: 1 } })),
  }),
  "times-without-zone": ({ body }) => ({ body: mapTexts(body, withoutZone) }),
  "no-expires-in": ({ body }) => ({
    body: mapObjects(body, ({ expires_in: _, ...members }) => members),
  }),
  "errors-as-object": ifError((errors) => ({ errors })),
  "errors-as-oauth": ifError((errors) => ({
    error: "invalid_request",
    error_description: errors.map(({ detail }) => detail).join(", "),
  })),
  "errors-as-list": ifError((errors) => errors),
  "error-with-200": ({ status }) => (status >= 400 ? { status: 200 } : {}),
  "null-body": () => ({ body: null }),
  "empty-body": () => ({ body: undefined }),
};

export const quirkNames: readonly string[] = Object.keys(rules);

/** Changes a documented result into one that the real platform could send. */
export function applyQuirks(result: QuirkInput, quirks: readonly Quirk[]): OperationOutput {
  let changed = result;
  for (const quirk of quirks) changed = { ...changed, ...rules[quirk](changed) };
  return changed;
}

interface ErrorItem {
  readonly title: string;
  readonly detail: string;
}

function ifError(toBody: (errors: readonly ErrorItem[]) => unknown): QuirkRule {
  return ({ status, body, reason }) => (status >= 400 ? { body: toBody(errorsOf(body, reason)) } : {});
}

function errorsOf(body: unknown, reason = "the request was rejected"): readonly ErrorItem[] {
  const errors: unknown = Object(body).errors;
  return Array.isArray(errors) ? errors : [{ title: "Error", detail: reason }];
}

type JsonMembers = Readonly<Record<string, unknown>>;

function mapObjects(value: unknown, change: (members: JsonMembers) => JsonMembers): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => mapObjects(item, change));
  return change(
    Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mapObjects(inner, change)])),
  );
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  return mapObjects(value, (members) =>
    Object.fromEntries(
      Object.entries(members).map(([name, inner]) => [
        name,
        typeof inner === "string" || Array.isArray(inner) ? mapTexts(inner, change) : inner,
      ]),
    ),
  );
}

function withNullFailure(members: JsonMembers): JsonMembers {
  return "data" in members && "timestamp" in members ? { ...members, failure: null } : members;
}

function withoutZone(text: string): string {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? text.slice(0, -1) : text;
}
