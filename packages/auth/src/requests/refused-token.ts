import { errorDetails, isConsentProblem, readLimited } from "@high-mobility-ts/guards";
import { parseBearerChallenge } from "./bearer-challenge.ts";

const maxBytes = 16_384;
/** How long the body of a 401 may take, in milliseconds. */
const maxReadMs = 2_000;

/**
 * Returns whether a 401 rejects the token, so that a new token may help. A new token does not help if the server asks
 * for another scope, or if the body says that the driver or owner did not consent. The response stays readable.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3.1
 */
export async function refusesToken(response: Response): Promise<boolean> {
  const error = parseBearerChallenge(response)?.error;
  if (error === "insufficient_scope") return false;
  if (error === "invalid_token" || !response.body || response.bodyUsed) return true;
  if (Number(response.headers.get("content-length")) > maxBytes) return true;
  return !isConsentProblem(errorDetails(await readCopy(response)));
}

async function readCopy(response: Response): Promise<unknown> {
  try {
    return JSON.parse((await readLimited(response.clone(), maxBytes, AbortSignal.timeout(maxReadMs))) ?? "");
  } catch {
    // A truncated body, or one that is not JSON, contains no reason.
    return undefined;
  }
}
