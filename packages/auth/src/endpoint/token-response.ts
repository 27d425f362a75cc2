import { readLimited, redact, retryAfterMs } from "@high-mobility-ts/guards";
import { AuthError } from "../auth-error.ts";
import type { Obtained } from "../tokens/cached-tokens.ts";

export interface TokenResponseContext {
  /** For errors: method and URL, without its query. */
  readonly where: string;
  /** When the request was sent, in milliseconds since the epoch: lifetimes count from then. */
  readonly sentAt: number;
  /** The scope that was asked for; granted when the answer names none (RFC 6749 section 5.1). */
  readonly scope: string | undefined;
  /** What must not show up in an error, whatever the server says. */
  readonly secrets: readonly string[];
}

/** A token and what came with it. */
export interface TokenGrant extends Obtained {
  readonly refreshToken: string | undefined;
}

/** Real token responses are below 4 kB. */
const MAX_BYTES = 65_536;

/** A hundred years: beyond it, milliseconds since the epoch would end. */
const MAX_LIFETIME_SECONDS = 3_155_760_000;

/**
 * Turns the answer of a token endpoint into a token.
 *
 * @throws {AuthError} `request-refused`, `server-unavailable` or `invalid-response`.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1
 */
export async function processTokenResponse(
  response: Response,
  context: TokenResponseContext,
): Promise<TokenGrant> {
  const { where } = context;
  const text = await readLimited(response, MAX_BYTES);
  const fields = parseFields(text);
  if (!response.ok) throw refusal(response, fields, context);
  const invalid = (what: string) =>
    new AuthError(
      "invalid-response",
      `${where} answered ${response.status} ${what}; check that it is a token endpoint`,
      { status: response.status },
    );
  if (text === undefined) throw invalid(`with more than ${MAX_BYTES} bytes`);
  if (!fields) throw invalid(`with ${text === "" ? "an empty body" : "a body that is not a JSON object"}`);
  return readGrant(fields, context, invalid);
}

function readGrant(
  { access_token: value, token_type: type, expires_in: expiresIn, scope, refresh_token: refresh }: Fields,
  context: TokenResponseContext,
  invalid: (what: string) => AuthError,
): TokenGrant {
  // Visible ASCII: wider than RFC 6750 section 2.1, as servers are, yet nothing that could end a header line.
  if (typeof value !== "string" || !/^[!-~]+$/.test(value)) throw invalid("without a usable access_token");
  if (typeof type !== "string" || type.toLowerCase() !== "bearer") throw invalid("without token_type bearer");
  const seconds = typeof expiresIn === "string" && expiresIn !== "" ? Number(expiresIn) : expiresIn;
  if (typeof seconds !== "number" || !(seconds > 0 && seconds <= MAX_LIFETIME_SECONDS))
    throw invalid("without expires_in, a positive number of seconds");
  const lifetimeMs = seconds * 1_000;
  const granted = typeof scope === "string" ? scope : (context.scope ?? "");
  return {
    token: {
      value,
      expiresAt: context.sentAt + lifetimeMs,
      scopes: new Set(granted.split(" ").filter(Boolean)),
    },
    refreshToken: typeof refresh === "string" ? refresh : undefined,
    lifetimeMs,
    from: "server",
  };
}

interface Fields {
  readonly [name: string]: unknown;
  readonly access_token?: unknown;
  readonly token_type?: unknown;
  readonly expires_in?: unknown;
  readonly scope?: unknown;
  readonly refresh_token?: unknown;
  readonly error?: unknown;
  readonly error_description?: unknown;
}

function parseFields(text: string | undefined): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    // Without the parser's message: it quotes the text, and the text may hold a token.
    return undefined;
  }
}

function refusal(response: Response, fields: Fields | undefined, context: TokenResponseContext): AuthError {
  const { status } = response;
  const error = cleanText(fields?.error, context.secrets);
  const description = cleanText(fields?.error_description, context.secrets);
  const answered = `${context.where} answered ${status}`;
  const why = [error, description].filter(Boolean).join(", ");
  const details = {
    status,
    error,
    description,
    retryAfterMs: retryAfterMs(response.headers, context.sentAt),
  };
  if (status >= 500 || status === 429)
    return new AuthError(
      "server-unavailable",
      `${answered}${why && `: ${why}`}; it is overloaded or down, try again later`,
      details,
    );
  return new AuthError(
    "request-refused",
    `${answered}${why && `: ${why}`}; check client id, credentials and environment`,
    details,
  );
}

/** A server may repeat what it was sent: credentials are cut out, and the rest kept to one printable line. */
export function cleanText(value: unknown, secrets: readonly string[]): string | undefined {
  if (typeof value !== "string" || value === "") return undefined;
  return redact(value, secrets)
    .replace(/[\p{Cc}\p{Cf}]+/gu, " ")
    .slice(0, 300);
}
