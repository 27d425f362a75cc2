import { readLimited } from "@high-mobility-ts/guards";
import { UnexpectedResponseError } from "../errors/unexpected-response-error.ts";
import type { Attempt } from "../resilience/attempt.ts";
import { bodyKinds, isDocumentedKind } from "./operation-facts.ts";
import type { Redactor } from "./redactor.ts";
import type { AnyResult } from "./result.ts";

/**
 * The key of a method of responses that read themselves faster than by their streams, up to a number of bytes; it resolves to
 * undefined if there are more. Registered: the transport is an entry of its own.
 */
export const readUpTo: unique symbol = Symbol.for("@high-mobility-ts/client/readUpTo");

interface SelfReading {
  [readUpTo](maxBytes: number): Promise<string | undefined>;
}

interface BodyLimit {
  readonly maxResponseBytes: number;
  readonly attempt: Attempt | undefined;
}

/** Takes the place of a body that is over the limit: openapi-fetch passes text through. */
const tooLarge = "\0too large";

/** Makes `text()` of a response stop at the limit, and say what broke off. */
export function limitBody(response: Response, { maxResponseBytes, attempt }: BodyLimit): Response {
  const read = readUpTo in response ? (response as SelfReading)[readUpTo].bind(response) : undefined;
  response.text = async () => {
    try {
      const text = await (read ? read(maxResponseBytes) : readLimited(response, maxResponseBytes));
      return text ?? tooLarge;
    } catch (error) {
      if (attempt) attempt.fetchError = error;
      throw error;
    }
  };
  return response;
}

/** A response as openapi-fetch leaves it. */
export interface RawResponse {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** What making a result of a response needs to know. */
export interface ResultContext {
  readonly operation: string;
  readonly maxResponseBytes: number;
  readonly redactor: Redactor;
}

/**
 * Makes a result of a response.
 *
 * @throws {UnexpectedResponseError} if a 2xx response is not JSON, is over the limit, or has no data where the operation
 * documents some.
 */
export function toResult(context: ResultContext, { response, data, error }: RawResponse): AnyResult {
  const { ok, status } = response;
  const { operation } = context;
  return ok
    ? { ok, status, data: parseData(context, response, data), response, operation }
    : { ok, status, error: errorBody(context, response, error), response, operation };
}

function parseData(context: ResultContext, response: Response, data: unknown): unknown {
  if (data instanceof ReadableStream) return data;
  const text = typeof data === "string" ? data : "";
  if (text === tooLarge) throw overLimit(context, response);
  let parsed: unknown;
  try {
    parsed = text === "" ? undefined : JSON.parse(text);
  } catch (cause) {
    throw unexpected(context, response, { body: text, cause });
  }
  if (isDocumentedKind(context.operation, parsed)) return parsed;
  if (text === "") throw unexpected(context, response, { body: "" });
  const expected = bodyKinds[context.operation as keyof typeof bodyKinds] === "list" ? "a list" : "an object";
  const reason = `a body that is not ${expected} with data. Look for a proxy in between.`;
  throw unexpected(context, response, { body: text, reason });
}

/** openapi-fetch has parsed an error's body if it is JSON, and returns its text, or `undefined`, if not. */
function errorBody(context: ResultContext, response: Response, error: unknown): object {
  if (typeof error === "object" && error !== null) return context.redactor.body(error);
  if (error === undefined || error === "") return {};
  return error === tooLarge
    ? overLimit(context, response)
    : unexpected(context, response, { body: String(error) });
}

interface Unexpected {
  readonly body: string;
  readonly reason?: string;
  readonly cause?: unknown;
}

function unexpected(
  { operation, redactor }: ResultContext,
  response: Response,
  { body, reason, cause }: Unexpected,
): UnexpectedResponseError {
  const facts = { response, body: redactor.text(body), cause: redactor.error(cause) };
  return new UnexpectedResponseError(operation, { ...facts, ...(reason !== undefined && { reason }) });
}

function overLimit(context: ResultContext, response: Response): UnexpectedResponseError {
  const { maxResponseBytes } = context;
  const reason = `a body of more than ${maxResponseBytes} bytes. Raise maxResponseBytes if that is expected.`;
  return unexpected(context, response, { body: "", reason });
}
