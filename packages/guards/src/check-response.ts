import { kindOf } from "./check-option.ts";

/**
 * Checks the value that the application's `fetch` resolved to.
 *
 * @throws {TypeError} if the value is not a response, for example because a mock returns nothing.
 */
export function checkResponse(response: Response | undefined): void {
  if (!response?.headers) throw new TypeError(`fetch must resolve to a Response, got ${kindOf(response)}.`);
}
