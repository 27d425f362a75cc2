import { readLimited } from "@high-mobility-ts/guards";
import { bodyKinds } from "@high-mobility-ts/schema/facts";
import { UnexpectedResponseError } from "../errors/unexpected-response-error.ts";
import { isDocumentedKind } from "./operation-facts.ts";
import type { Redactor } from "./redactor.ts";
import type { AnyResult } from "./result.ts";

/** A response, and its body: text, a stream, or undefined if it is over the limit. */
export interface RawResponse {
  readonly response: Response;
  readonly body: string | ReadableStream<Uint8Array> | null | undefined;
}

/** A response of `nodeTransport`, whose own `readText` is faster than its stream. */
interface SelfReading {
  /** Reads the body as text; undefined if it has more bytes. */
  textUpTo(maxBytes: number): Promise<string | undefined>;
}

/** Reads a body as text; undefined if it has more bytes. */
export function readBody(response: Response, maxBytes: number): Promise<string | undefined> {
  const self: Response & Partial<SelfReading> = response;
  return self.textUpTo?.(maxBytes) ?? readLimited(response, maxBytes);
}

/** What is needed to turn a response into a result. */
export interface ReadOptions {
  readonly maxResponseBytes: number;
  readonly redactor: Redactor;
}

/**
 * Returns the result of a response.
 *
 * @throws {UnexpectedResponseError} if a 2xx response is not JSON, is over the limit, or has no data although the operation
 * documents some.
 */
export function toResult(operation: string, raw: RawResponse, options: ReadOptions): AnyResult {
  const { response } = raw;
  const { ok, status } = response;
  const { data, failure } = parse(raw.body);
  if (failure === undefined) {
    if (ok && isData(operation, data)) return { ok, status, data, response, operation };
    const error = ok ? undefined : bodyOfError(data, options);
    if (!ok && error) return { ok, status, error, response, operation };
  }
  const error = unexpected(operation, raw, { ...options, failure });
  if (ok) throw error;
  return { ok, status, error, response, operation };
}

interface Parsed {
  readonly data: unknown;
  /** Why there is no data: the error of `JSON.parse`, or {@link tooLarge}. */
  readonly failure?: unknown;
}

const tooLarge = "too large";

function parse(body: RawResponse["body"]): Parsed {
  if (typeof body !== "string")
    return body === undefined ? { data: body, failure: tooLarge } : { data: body };
  try {
    return { data: body === "" ? undefined : JSON.parse(body) };
  } catch (failure) {
    return { data: undefined, failure };
  }
}

function isData(operation: string, data: unknown): boolean {
  return data instanceof ReadableStream || isDocumentedKind(operation, data);
}

function bodyOfError(data: unknown, { redactor }: ReadOptions): object | undefined {
  if (data === undefined) return {};
  return typeof data === "object" && data !== null ? redactor.body(data) : undefined;
}

function unexpected(
  operation: string,
  { response, body }: RawResponse,
  { failure, redactor, maxResponseBytes }: ReadOptions & Pick<Parsed, "failure">,
): UnexpectedResponseError {
  const facts = { response, body: redactor.text(typeof body === "string" ? body : "") };
  if (failure === tooLarge)
    return new UnexpectedResponseError(operation, {
      ...facts,
      reason: `a body of more than ${maxResponseBytes} bytes. Increase maxResponseBytes if you expect such responses.`,
    });
  if (failure !== undefined || !body)
    return new UnexpectedResponseError(operation, { ...facts, cause: redactor.error(failure) });
  const kinds: Readonly<Record<string, string>> = bodyKinds;
  const expected = kinds[operation] === "list" ? "a list" : "an object with data";
  return new UnexpectedResponseError(operation, {
    ...facts,
    reason: `a body that is not ${expected}, but ${shownStart(facts.body)}. Check whether a mock, a gateway or a proxy responded.`,
  });
}

function shownStart(body: string): string {
  return body.length > 40 ? `${body.slice(0, 40)}…` : body;
}
