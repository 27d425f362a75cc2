import { isReplayable } from "@high-mobility-ts/guards";
import { supportedInit } from "../endpoint/fetch-features.ts";

/** A request about to be sent: a `Request`, or URL and init, as the arguments `A` of `fetch`. */
export interface SendableRequest<
  A extends Parameters<typeof globalThis.fetch> = Parameters<typeof globalThis.fetch>,
> {
  readonly url: string;
  readonly method: string;
  readonly signal: AbortSignal | null | undefined;
  /** Whether redirects are followed here (`redirect: "follow"`). */
  readonly follows: boolean;
  /** Why the request can be sent only once; undefined if it can be sent again. */
  readonly singleUseReason: string | undefined;
  /** Returns the arguments of `fetch` that send the request with these headers, to another URL if one is given. */
  prepare(headers: NonNullable<RequestInit["headers"]>, url?: string): A;
  /** Frees the copy of the body. */
  release(): void;
}

/**
 * Returns a plain `Request`, so that the checked request is the one that is sent. A subclass, or properties that were
 * set on a request, may show other values than those that `fetch` sends.
 */
export function plainRequest(input: Request, init?: RequestInit): Request {
  const isPlain =
    Object.getPrototypeOf(input) === Request.prototype && Object.getOwnPropertyNames(input).length === 0;
  return isPlain && !init ? input : new Request(input, init);
}

/** Copies the body before it is used. `release` frees the copy. */
export function sendableRequest(request: Request): SendableRequest<[Request]> {
  const { url, method, signal } = request;
  const bodiless = method === "GET" || method === "HEAD";
  const copy = bodiless ? request : request.clone();
  const { redirect, follows } = redirectMode(request.redirect);
  const { noStore } = supportedInit();
  const cache = request.cache === "default" ? noStore : undefined;
  let next = request;
  return {
    url,
    method,
    signal,
    follows,
    singleUseReason: undefined,
    prepare(headers, to) {
      const target = to === undefined ? next : new Request(to, next);
      next = copy;
      return [new Request(target, { headers, redirect, ...cache })];
    },
    release() {
      if (!bodiless && !copy.bodyUsed) copy.body?.cancel().catch(() => undefined);
    },
  };
}

export function sendableInit(input: string, init: RequestInit): SendableRequest {
  const { redirect, follows } = redirectMode(init.redirect);
  const { noStore } = supportedInit();
  return {
    url: absolute(input),
    method: init.method?.toUpperCase() ?? "GET",
    signal: init.signal,
    follows,
    singleUseReason: isReplayable(init.body)
      ? undefined
      : "its body is a stream, which can be read only once",
    prepare: (headers, to = input) => [to, { ...noStore, ...init, headers, redirect }],
    release: () => undefined,
  };
}

function redirectMode(mode: RequestRedirect = "follow"): { redirect: RequestRedirect; follows: boolean } {
  const follows = mode === "follow";
  return { redirect: follows ? "manual" : mode, follows };
}

/** In a browser a URL may be relative to the page. */
function absolute(url: string): string {
  return URL.canParse(url) ? url : new URL(url, globalThis.location?.href).href;
}
