import { safeCause, shownUrl, sleep } from "@high-mobility-ts/guards";
import { AuthError } from "../auth-error.ts";
import { emit, type OnEvent } from "../observe/events.ts";
import type { Clock } from "../options/clock.ts";
import type { Server } from "../options/server.ts";
import type { ClientAuthentication } from "./client-authentication.ts";
import { requestAccessToken } from "./token-request.ts";
import { processTokenResponse, type TokenGrant } from "./token-response.ts";

export interface TokenEndpoint {
  readonly server: Server;
  readonly authentication: ClientAuthentication;
  readonly encoding: "json" | "form";
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly onEvent: OnEvent | undefined;
}

/** What a token is asked for with. */
export interface Grant {
  readonly parameters: Readonly<Record<string, string>>;
  /** What a server must not be able to make an error repeat, beside the credentials. Default: nothing. */
  readonly secrets?: readonly string[];
  /** Whether it can be used again after a try that failed so. Default: it can. */
  mayRepeat?(failure: AuthError): boolean;
}

const MAX_ATTEMPTS = 4;
const MAX_TOTAL_MS = 30_000;
const BASE_DELAY_MS = 250;

/**
 * Gets a token, and tries again where that may help: after 429, 5xx and network failures, with full jitter or after
 * `Retry-After`, up to four times and thirty seconds; and once when the assertion was refused and the answer shows that this
 * machine's clock is wrong. Every try carries credentials of its own.
 *
 * @throws {AuthError}
 */
export async function obtainToken(endpoint: TokenEndpoint, grant: Grant): Promise<TokenGrant> {
  const { clock, onEvent } = endpoint;
  const startedAt = clock.now();
  let clockCorrected = false;
  for (let attempt = 1; ; attempt++) {
    const sentAt = clock.now();
    const outcome = await attemptOnce(endpoint, grant);
    const durationMs = clock.now() - sentAt;
    if (!(outcome.result instanceof AuthError)) {
      emit(onEvent, { type: "token-requested", attempt, durationMs });
      return outcome.result;
    }
    const error = outcome.result;
    emit(onEvent, { type: "token-requested", attempt, durationMs, error });
    if (error.code === "request-refused" && outcome.clockWasWrong && !clockCorrected) {
      clockCorrected = true;
      continue;
    }
    const delayMs = grant.mayRepeat?.(error) === false ? undefined : delayAfter(error, attempt);
    if (delayMs === undefined || clock.now() + delayMs - startedAt > MAX_TOTAL_MS) throw error;
    await sleep(clock, delayMs);
  }
}

/** Undefined: another try would not help. */
function delayAfter({ code, retryAfterMs }: AuthError, attempt: number): number | undefined {
  const transient = code === "server-unavailable" || code === "network" || code === "timeout";
  if (!transient || attempt >= MAX_ATTEMPTS) return undefined;
  return retryAfterMs ?? Math.random() * BASE_DELAY_MS * 2 ** attempt;
}

interface Outcome {
  readonly result: TokenGrant | AuthError;
  /** Whether the answer shows that the credentials carried a wrong time. */
  readonly clockWasWrong: boolean;
}

async function attemptOnce(endpoint: TokenEndpoint, grant: Grant): Promise<Outcome> {
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
    const context = { where, sentAt, scope: parameters["scope"], secrets };
    return { result: await processTokenResponse(response, context), clockWasWrong };
  } catch (error) {
    if (error instanceof AuthError) return { result: error, clockWasWrong };
    const cause = safeCause(error, secrets);
    const result = signal.aborted
      ? new AuthError("timeout", `${where} did not answer within ${timeoutMs} ms; try again later`, { cause })
      : new AuthError("network", `${where} got no answer; check network and URL`, { cause });
    return { result, clockWasWrong };
  }
}
