import { reasonOf, safeCause, shownUrl } from "@high-mobility-ts/guards";
import { AuthError } from "../auth-error.ts";
import { emit } from "../observe/events.ts";
import type { AuthorizationServer } from "../options/server.ts";
import type { TokenRequestSettings } from "../options/token-request-options.ts";
import type { ClientAuthentication } from "./client-authentication.ts";
import { type RequestPauses, requestPauses } from "./request-pauses.ts";
import { requestAccessToken } from "./token-request.ts";
import { processTokenResponse, type TokenGrant } from "./token-response.ts";

export interface TokenEndpoint extends TokenRequestSettings {
  readonly server: AuthorizationServer;
  readonly authentication: ClientAuthentication;
  /** All senders of requests to this endpoint as this client share it. */
  readonly pauses: RequestPauses;
}

export function tokenEndpoint(endpoint: Omit<TokenEndpoint, "pauses">): TokenEndpoint {
  return { ...endpoint, pauses: requestPauses(endpoint) };
}

/** The grant and its parameters. */
export interface Grant {
  readonly parameters: Readonly<Record<string, string>>;
  /**
   * Texts that must not appear in an error even if the server repeats them, in addition to the credentials. Default:
   * none.
   */
  readonly secrets?: readonly string[];
  /** Returns whether the grant can be used again after an attempt that failed like this. Default: always. */
  mayRepeat?(failure: AuthError): boolean;
}

const maxAttempts = 4;

/**
 * Requests a token, with up to four attempts within `maxWaitMs`. It retries after 429, 5xx and network failures, when
 * the pause that all callers share is over. It retries once if the assertion was rejected and the response shows that
 * this machine's clock is wrong. Each attempt has new credentials.
 *
 * @throws {AuthError}
 */
export async function obtainToken(endpoint: TokenEndpoint, grant: Grant): Promise<TokenGrant> {
  const { clock, onEvent, pauses } = endpoint;
  const giveUpAt = clock.now() + endpoint.maxWaitMs;
  let clockCorrected = false;
  for (let attempt = 1; ; attempt++) {
    await pauses.enter(giveUpAt);
    const sentAt = clock.now();
    const { result, clockWasWrong } = await attemptOnce(endpoint, grant);
    const durationMs = clock.now() - sentAt;
    if (!(result instanceof AuthError)) {
      pauses.leave();
      emit(onEvent, { type: "token-requested", attempt, durationMs });
      return result;
    }
    emit(onEvent, { type: "token-requested", attempt, durationMs, error: result });
    if (result.code === "request-rejected" && clockWasWrong && !clockCorrected) {
      pauses.leave();
      clockCorrected = true;
      continue;
    }
    const error = pauses.leave(result) ?? result;
    const mayRepeat = error.retryable && attempt < maxAttempts && grant.mayRepeat?.(error) !== false;
    if (!mayRepeat || clock.now() + (error.retryAfterMs ?? 0) > giveUpAt) throw error;
  }
}

interface TokenAttempt {
  readonly result: TokenGrant | AuthError;
  /** Whether the response shows that the time in the credentials was wrong. */
  readonly clockWasWrong: boolean;
}

async function attemptOnce(endpoint: TokenEndpoint, grant: Grant): Promise<TokenAttempt> {
  const { server, authentication, encoding, fetch, clock, timeoutMs } = endpoint;
  const { tokenUrl } = server;
  const { parameters } = grant;
  const where = `POST ${shownUrl(tokenUrl)}`;
  let secrets = [new URL(tokenUrl).search, ...(grant.secrets ?? [])];
  let clockWasWrong = false;
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const credentials = await authentication.credentials();
    secrets = [...secrets, ...credentials.secrets];
    const sentAt = clock.now();
    const response = await requestAccessToken({ tokenUrl, parameters, credentials, encoding, fetch, signal });
    clockWasWrong = authentication.learn?.(response.headers, sentAt) ?? false;
    const context = { ...endpoint, where, sentAt, parameters, secrets };
    return { result: await processTokenResponse(response, context), clockWasWrong };
  } catch (error) {
    if (error instanceof AuthError) return { result: error, clockWasWrong };
    const cause = safeCause(error, secrets);
    const reason = reasonOf(cause);
    const [code, problem] = signal.aborted
      ? (["timeout", ` within ${timeoutMs} ms. Try again later.`] as const)
      : (["network", `${reason && ` (${reason})`}. Check the network and the URL.`] as const);
    const result = new AuthError(code, `${where} failed: no response${problem}`, { cause });
    return { result, clockWasWrong };
  }
}
