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
  const follows = request.redirect === "follow";
  const redirect = follows ? "manual" : request.redirect;
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

/** A URL and an init: a class, because one is made for every call, and methods of a class are made once. */
export class SendableInit implements SendableRequest {
  readonly url: string;
  readonly method: string;
  readonly signal: AbortSignal | null | undefined;
  readonly follows: boolean;
  readonly #init: RequestInit;

  constructor(input: string, init: RequestInit) {
    this.url = absolute(input);
    this.method = init.method?.toUpperCase() ?? "GET";
    this.signal = init.signal;
    this.follows = (init.redirect ?? "follow") === "follow";
    this.#init = init;
  }

  get singleUseReason(): string | undefined {
    return isReplayable(this.#init.body) ? undefined : "its body is a stream, which can be read only once";
  }

  prepare(headers: NonNullable<RequestInit["headers"]>, to: string = this.url): [string, RequestInit] {
    const init: RequestInit = { ...supportedInit().noStore, ...this.#init, headers };
    if (this.follows) init.redirect = "manual";
    return [to, init];
  }

  release(): void {}
}

/** In a browser a URL may be relative to the page. */
function absolute(url: string): string {
  const isAbsolute = url.startsWith("https://") || url.startsWith("http://");
  return isAbsolute ? url : new URL(url, globalThis.location?.href).href;
}
