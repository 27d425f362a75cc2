import { AuthError } from "@high-mobility-ts/auth";
import { isHighMobilityError } from "@high-mobility-ts/client";

const texts: ReadonlyMap<string, string> = new Map([
  ["consent-denied", "You did not allow access, so this app cannot show your car."],
  ["state-mismatch", "The consent took too long, or was begun in another browser. Please begin again."],
  ["consent-withdrawn", "You have withdrawn your consent. Connect your car again to see its data."],
  ["no-active-consent", "There is no consent for this car. Connect it again to see its data."],
  ["vehicle-asleep", "Your car is asleep. Try again after the next drive."],
]);

/** Returns the code of an error of the platform. Throws any other error again. */
export function problemCode(error: unknown): string {
  const cause = isHighMobilityError(error) && error.cause instanceof AuthError ? error.cause : error;
  if (cause instanceof AuthError || isHighMobilityError(cause)) return cause.code;
  throw error;
}

/** Returns what a driver can do about a problem. */
export function problemText(code: string): string {
  return texts.get(code) ?? "Your car cannot be reached at the moment. Try again later.";
}
