/**
 * What openapi-fetch builds for each call when nobody looks at it: URL and init, unparsed. A real `Request` costs more
 * than the rest of the call together (docs/decisions/0002), so one is built only for middleware to see.
 */
export class LightRequest {
  declare readonly url: string;
  declare readonly method: string;

  constructor(url: string, init: RequestInit) {
    Object.assign(this, init, { url });
  }
}
