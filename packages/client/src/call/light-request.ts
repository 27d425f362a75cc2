/**
 * What openapi-fetch makes for each call while no middleware is registered: URL and init, unparsed. Building a real `Request`
 * costs more than the rest of the call (docs/decisions/0002), so it is built only if a middleware will see it.
 */
export class LightRequest {
  readonly url: string;
  readonly init: RequestInit;
  /** openapi-fetch compares it with HEAD. */
  readonly method: string | undefined;
  /** openapi-fetch sets what it misses, which costs more than having it. */
  readonly signal: AbortSignal | null | undefined;

  constructor(url: string, init: RequestInit) {
    this.url = url;
    this.init = init;
    this.method = init.method;
    this.signal = init.signal;
  }
}
