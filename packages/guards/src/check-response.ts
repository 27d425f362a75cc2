import { kindOf } from "./check-option.ts";

/** @throws {TypeError} if what a `fetch` of the application resolved to is no response, as with a mock that returns nothing. */
export function checkResponse(response: Response | undefined): void {
  if (!response?.headers) throw new TypeError(`fetch must resolve to a Response, got ${kindOf(response)}.`);
}
