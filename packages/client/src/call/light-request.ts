/**
 * What openapi-fetch builds for each call when nobody looks at it: URL and init, unparsed. A real `Request` costs more
 * than the rest of the call together (docs/decisions/0002), so one is built only for middleware to see.
 */
export class LightRequest {
  readonly url: string;
  readonly init: RequestInit;
  /** openapi-fetch looks at it to tell whether a body follows. */
  readonly method: string | undefined;
  /** openapi-fetch puts what it misses where it looks for it, which costs more than having it. */
  readonly signal: AbortSignal | null | undefined;

  constructor(url: string, init: RequestInit) {
    this.url = url;
    this.init = init;
    this.method = init.method;
    this.signal = init.signal;
  }
}
