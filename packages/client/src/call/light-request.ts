/**
 * openapi-fetch creates this instead of a `Request` while no middleware is registered: URL and init, unparsed.
 * Building a real `Request`
 * costs more than the rest of the call (docs/decisions/0002), so it is built only for middleware.
 */
export class LightRequest {
  readonly url: string;
  readonly init: RequestInit;
  /** openapi-fetch compares the method with HEAD. */
  readonly method: string | undefined;
  /** openapi-fetch would add a missing member, which takes more time. */
  readonly signal: AbortSignal | null | undefined;

  constructor(url: string, init: RequestInit) {
    this.url = url;
    this.init = init;
    this.method = init.method;
    this.signal = init.signal;
  }
}
