import {
  clampMs,
  errorDetails,
  isConsentProblem,
  maxTokenLifetimeMs,
  type ReadErrorDetail,
  readLimited,
  redact,
  requestedDelayMs,
} from "@high-mobility-ts/guards";
import { AuthError, type AuthErrorCode } from "../auth-error.ts";
import { emit, type LimitedNumber } from "../observe/events.ts";
import type { TokenRequestSettings } from "../options/token-request-options.ts";
import type { Obtained } from "../tokens/cached-tokens.ts";

export interface TokenResponseContext
  extends Pick<TokenRequestSettings, "maxPauseMs" | "assumedLifetimeMs" | "onEvent"> {
  /** For errors: method and URL, without its query. */
  readonly where: string;
  /** When the request was sent, in milliseconds since the epoch. Lifetimes count from this time. */
  readonly sentAt: number;
  /** The parameters of the request. Its `scope` is granted if the response has no scope (RFC 6749 section 5.1). */
  readonly parameters: Readonly<Record<string, string>>;
  /** Texts that must not appear in an error, even if the server repeats them. */
  readonly secrets: readonly string[];
}

/** A token and what came with it. */
export interface TokenGrant extends Obtained {
  readonly refreshToken: string | undefined;
}

/** Real token responses are below 4 kB. */
const maxBytes = 65_536;

/**
 * Turns the response of a token endpoint into a token.
 *
 * @throws {AuthError} `request-rejected`, `consent-withdrawn`, `consent-denied`, `server-unavailable` or `invalid-response`.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1
 */
export async function processTokenResponse(
  response: Response,
  context: TokenResponseContext,
): Promise<TokenGrant> {
  const text = await readLimited(response, maxBytes);
  const body = parseJson(text);
  const details = errorDetails(body);
  // Some servers report an error with status 200.
  if (!response.ok || (details.length > 0 && !hasToken(body))) throw refusal(response, details, context);
  const invalid = (what: string) =>
    new AuthError(
      "invalid-response",
      `${context.where} failed: status ${response.status} ${what}. ${wrongUrl}`,
      { status: response.status },
    );
  if (text === undefined) throw invalid(`with more than ${maxBytes} bytes`);
  if (!isFields(body))
    throw invalid(`with ${text === "" ? "an empty body" : "a body that is not a JSON object"}`);
  return readGrant(body, context, invalid);
}

type Fields = Readonly<Record<string, unknown>>;

function readGrant(
  fields: Fields,
  context: TokenResponseContext,
  invalid: (what: string) => AuthError,
): TokenGrant {
  const { access_token: value, token_type: type, scope, refresh_token: refresh } = fields;
  const { status, authorization_id: authorizationId } = fields;
  // Visible ASCII. Servers use more characters than RFC 6750 section 2.1 allows, but none of these could end a header
  // line.
  if (typeof value !== "string" || !/^[!-~]+$/.test(value)) throw invalid("without a usable access_token");
  if (typeof type !== "string" || type.toLowerCase() !== "bearer") throw invalid("without token_type bearer");
  const lifetimeMs = lifetimeOf(fields["expires_in"], context, invalid);
  const granted = typeof scope === "string" ? scope : (context.parameters["scope"] ?? "");
  return {
    token: {
      value,
      expiresAt: context.sentAt + lifetimeMs,
      scopes: new Set(granted.split(" ").filter(Boolean)),
      ...(typeof status === "string" && { status }),
      ...(typeof authorizationId === "string" && { authorizationId }),
    },
    refreshToken: typeof refresh === "string" && refresh !== "" ? refresh : undefined,
    lifetimeMs,
    from: "server",
  };
}

function lifetimeOf(
  expiresIn: unknown,
  context: TokenResponseContext,
  invalid: (what: string) => AuthError,
): number {
  if (expiresIn === undefined || expiresIn === null) {
    if (context.assumedLifetimeMs !== undefined) return context.assumedLifetimeMs;
    throw invalid("without expires_in; if this server never sends it, set the option assumedLifetimeMs");
  }
  const seconds = typeof expiresIn === "string" && expiresIn !== "" ? Number(expiresIn) : expiresIn;
  if (typeof seconds !== "number" || !(seconds > 0))
    throw invalid("with an expires_in that is not a positive number of seconds");
  return limited(context, "expires-in", seconds * 1_000, maxTokenLifetimeMs);
}

function limited(
  { onEvent }: TokenResponseContext,
  name: LimitedNumber,
  receivedMs: number,
  maxMs: number,
): number {
  const usedMs = clampMs(receivedMs, maxMs);
  if (usedMs < receivedMs) emit(onEvent, { type: "number-limited", name, receivedMs, usedMs });
  return usedMs;
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    // Without the parser's message, which quotes the text: the text may contain a token.
    return undefined;
  }
}

function isFields(body: unknown): body is Fields {
  return typeof body === "object" && body !== null && !Array.isArray(body);
}

function hasToken(body: unknown): boolean {
  return isFields(body) && "access_token" in body;
}

function refusal(
  response: Response,
  details: readonly ReadErrorDetail[],
  context: TokenResponseContext,
): AuthError {
  const { status, headers } = response;
  const clean = (text: string | undefined) => cleanText(text, context.secrets);
  const [error, description] = [clean(details[0]?.title), clean(details[0]?.detail)];
  const texts = details.flatMap(({ detail }) => detail ?? []);
  const code = refusalCode(status, details, context.parameters["grant_type"]);
  const remedy = status === 404 || status === 405 ? wrongUrl : remedies[code];
  return new AuthError(
    code,
    `${context.where} failed: ${[`status ${status}`, error, description].filter(Boolean).join(", ")}. ${remedy}`,
    { status, error, description, retryAfterMs: requestedPauseMs(headers, texts, context) },
  );
}

/** Returns how long the server asked to wait, at most `maxPauseMs`. */
function requestedPauseMs(
  headers: Headers,
  texts: readonly string[],
  context: TokenResponseContext,
): number | undefined {
  let receivedMs: number | undefined;
  const requestedMs = requestedDelayMs(headers, texts, context.sentAt, (uncutMs) => {
    receivedMs = uncutMs;
  });
  if (requestedMs === undefined) return undefined;
  return limited(context, "retry-after", receivedMs ?? requestedMs, context.maxPauseMs);
}

type RefusalCode = Extract<
  AuthErrorCode,
  "server-unavailable" | "consent-withdrawn" | "consent-denied" | "request-rejected"
>;

const remedies: Readonly<Record<RefusalCode, string>> = {
  "server-unavailable": "The server is overloaded or down. Try again later.",
  "consent-withdrawn": "The driver withdrew the consent, or it expired. Ask for consent again.",
  "consent-denied": "The authorization code is not valid or has expired. Begin the consent again.",
  "request-rejected": "Check client id, credentials and environment.",
};

const wrongUrl = "Check that the URL is that of a token endpoint.";

function refusalCode(
  status: number,
  details: readonly ReadErrorDetail[],
  grant: string | undefined,
): RefusalCode {
  const error = details[0]?.title;
  if (status >= 500 || status === 429 || status === 408) return "server-unavailable";
  if (error === "temporarily_unavailable" || error === "server_error") return "server-unavailable";
  // The server rejected the grant, not the client (RFC 6749 section 5.2).
  if (error !== "invalid_grant" && !isConsentProblem(details)) return "request-rejected";
  if (grant === "refresh_token") return "consent-withdrawn";
  return grant === "authorization_code" ? "consent-denied" : "request-rejected";
}

/**
 * Returns a server's text as one printable line of at most 300 characters, without credentials, because a server may
 * repeat the request.
 */
export function cleanText(value: unknown, secrets: readonly string[]): string | undefined {
  if (typeof value !== "string" || value === "") return undefined;
  return redact(value, secrets)
    .replace(/[\p{Cc}\p{Cf}]+/gu, " ")
    .slice(0, 300);
}
