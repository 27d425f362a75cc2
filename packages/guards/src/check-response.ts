import { kindOf } from "./check-option.ts";

/**
 * Checks what a `fetch` of the application resolved to.
 *
 * @throws {TypeError} if it is no response, as with a mock that returns nothing.
 */
export function checkResponse(response: Response | undefined): void {
  if (!response?.headers) throw new TypeError(`fetch must resolve to a Response, got ${kindOf(response)}.`);
}
