import { readLimited } from "@high-mobility-ts/guards";
import { type UnexpectedResponse, UnexpectedResponseError } from "../errors/unexpected-response-error.ts";
import type { Attempt } from "../resilience/attempt.ts";
import { bodyKinds, isDocumentedKind } from "./operation-facts.ts";
import type { Redactor } from "./redactor.ts";
import type { AnyResult } from "./result.ts";

/** A response of `nodeTransport`: it reads itself faster than by its stream. Undefined if it has more bytes. */
interface SelfReading {
  textUpTo(maxBytes: number): Promise<string | undefined>;
}

interface BodyLimit {
  readonly maxResponseBytes: number;
  readonly attempt: Attempt | undefined;
}

/** Takes the place of a body that is over the limit: openapi-fetch passes text through. */
const tooLarge = "\0too large";

/** Makes `text()` of a response stop at the limit, and say what broke off. */
export function limitBody(response: Response, { maxResponseBytes, attempt }: BodyLimit): Response {
  const self = response as Response & Partial<SelfReading>;
  response.text = async () => {
    try {
      const text = await (self.textUpTo?.(maxResponseBytes) ?? readLimited(response, maxResponseBytes));
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

/** What making a result of a response needs. */
export interface ReadOptions {
  readonly maxResponseBytes: number;
  readonly redactor: Redactor;
}

/**
 * Makes a result of a response.
 *
 * @throws {UnexpectedResponseError} if a 2xx response is not JSON, is over the limit, or has no data although the operation
 * documents some.
 */
export function toResult(operation: string, raw: RawResponse, options: ReadOptions): AnyResult {
  const { response } = raw;
  const { ok, status } = response;
  return ok
    ? { ok, status, data: parseData(operation, raw, options), response, operation }
    : { ok, status, error: errorBody(operation, raw, options), response, operation };
}

function parseData(operation: string, { response, data }: RawResponse, options: ReadOptions): unknown {
  if (data instanceof ReadableStream) return data;
  const body = typeof data === "string" ? data : "";
  const unexpected = unexpectedOf(operation, response, options);
  if (body === tooLarge) throw unexpected(overLimit(options));
  let parsed: unknown;
  try {
    parsed = body === "" ? undefined : JSON.parse(body);
  } catch (cause) {
    throw unexpected({ body, cause });
  }
  if (isDocumentedKind(operation, parsed)) return parsed;
  throw unexpected({ body, ...(body !== "" && { reason: notDocumented(operation) }) });
}

/** openapi-fetch has parsed an error's body if it is JSON, and returns its text, or `undefined`, if not. */
function errorBody(operation: string, { response, error }: RawResponse, options: ReadOptions): object {
  if (typeof error === "object" && error !== null) return options.redactor.body(error);
  if (error === undefined || error === "") return {};
  const unexpected = unexpectedOf(operation, response, options);
  return unexpected(error === tooLarge ? overLimit(options) : { body: String(error) });
}

type Problem = Pick<UnexpectedResponse, "body" | "reason" | "cause">;

function unexpectedOf(operation: string, response: Response, { redactor }: ReadOptions) {
  return ({ body, cause, ...problem }: Problem) =>
    new UnexpectedResponseError(operation, {
      ...problem,
      response,
      body: redactor.text(body),
      cause: redactor.error(cause),
    });
}

function overLimit({ maxResponseBytes }: ReadOptions): Problem {
  const reason = `a body of more than ${maxResponseBytes} bytes. Raise maxResponseBytes if you expect that much.`;
  return { body: "", reason };
}

function notDocumented(operation: string): string {
  const kinds: Readonly<Record<string, string>> = bodyKinds;
  return `a body that is not ${kinds[operation] === "list" ? "a list" : "an object with data"}. Look for a proxy in between.`;
}
