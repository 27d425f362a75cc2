import { checkOneOf, checkText, maxClockSkewMs, safeCause } from "@high-mobility-ts/guards";
import { AuthError } from "../auth-error.ts";
import type { AssertionClaims } from "../key/assertion.ts";
import type { KeyAuthentication, KeyAuthenticationOptions } from "../key/key-authentication.ts";
import { type PrivateKey, readPrivateKey } from "../key/private-key.ts";
import { emit, type OnEvent } from "../observe/events.ts";
import type { Clock } from "../options/clock.ts";
import { allowClientSecretInBrowser } from "../options/dangerous.ts";
import type { AuthorizationServer } from "../options/server.ts";
import type { TokenSource } from "../tokens/token-source.ts";
import type { Credentials } from "./credentials.ts";

/** Authenticates the application with a client secret (RFC 6749 section 2.3.1). */
export interface ClientSecretOptions {
  /** Client id, as the console shows it. */
  readonly clientId: string;
  /** Client secret, as the console shows it. */
  readonly clientSecret: string;
  readonly privateKey?: undefined;
  /**
   * Where id and secret are sent (RFC 6749 section 2.3.1): in the body, or in an `Authorization: Basic` header.
   * Default: `client_secret_post`.
   */
  readonly clientAuthentication?: "client_secret_post" | "client_secret_basic" | undefined;
  /**
   * `true` allows a client secret in a browser, where every visitor can read it. Default: `clientSecret` in a browser
   * throws.
   */
  readonly [allowClientSecretInBrowser]?: boolean | undefined;
}

/**
 * Authenticates the application with a private key, which signs an assertion for each token request (RFC 7523 section
 * 2.2).
 */
export interface PrivateKeyOptions {
  /** Client id, as the console shows it. */
  readonly clientId: string;
  /** The private key: a PEM text, a JWK or a `CryptoKey`, with the id that the console shows. */
  readonly privateKey: PrivateKey;
  /**
   * The claims of assertions: the platform's (`ver`, `iss` = key id, `aud`, `jti`, `iat`), or those of RFC 7523 section 3
   * (`iss` = `sub` = client id, `aud`, `jti`, `iat`, `exp`). Default: `high-mobility`.
   */
  readonly assertionClaims?: AssertionClaims | undefined;
}

/** The options of an application that cannot keep a secret, such as one on a phone (RFC 6749 section 2.1). */
export interface PublicClientOptions {
  /** Client id, as the console shows it. */
  readonly clientId: string;
  readonly clientSecret?: undefined;
  readonly privateKey?: undefined;
}

/**
 * How an application authenticates. The options with a private key have no member `clientSecret`. So if a secret may be
 * undefined, the compiler compares the options with {@link ClientSecretOptions} and reports that.
 */
export type ClientAuthenticationOptions = ClientSecretOptions | PrivateKeyOptions;

/** The members that options may have at run time. */
interface GivenCredentials {
  readonly clientSecret?: unknown;
  readonly privateKey?: unknown;
}

/** Returns the options with a type that has both members. */
export function credentialsIn(options: ClientAuthenticationOptions | PublicClientOptions): GivenCredentials {
  return options;
}

export interface ClientAuthentication {
  readonly clientId: string;
  /** Id of the private key; absent with a client secret. */
  readonly keyId?: string;
  /** Returns new credentials for each request, because an assertion may be used only once. */
  credentials(): Promise<Credentials>;
  /**
   * Is called with each response of the token endpoint. `sentAt` is the time of the request in milliseconds, by this
   * machine's clock. Absent if credentials contain no time.
   *
   * @returns Whether the time in the next credentials differs from the time in the last ones.
   */
  learn?(headers: Headers, sentAt: number): boolean;
  /** Is called with responses of the API. Absent if credentials contain no time. */
  readonly observe?: TokenSource["observe"];
}

/** @throws {TypeError} that names the wrong option. It shows no part of a secret or key. */
export function readClientAuthentication(
  options: ClientAuthenticationOptions,
  { audience }: Pick<AuthorizationServer, "audience">,
  clock: Clock,
  onEvent: OnEvent | undefined,
): ClientAuthentication {
  const { clientSecret, privateKey } = credentialsIn(options);
  checkText("clientId", options.clientId);
  if (clientSecret !== undefined && privateKey !== undefined)
    throw new TypeError("One of clientSecret and privateKey must be set, got both.");
  if (clientSecret === undefined && privateKey === undefined) throw nothingSet(options);
  return options.privateKey ? withPrivateKey(options, audience, clock, onEvent) : withSecret(options);
}

function nothingSet(options: object): TypeError {
  const name = ["clientSecret", "privateKey"].find((each) => each in options);
  return new TypeError(
    name === undefined
      ? "One of clientSecret and privateKey must be set, got neither."
      : `${name} must not be undefined. If an environment variable holds it, set the variable.`,
  );
}

/** Returns an authentication that consists of the client id only. The grant contains the proof. */
export function publicClient({ clientId }: PublicClientOptions): ClientAuthentication {
  checkText("clientId", clientId);
  const credentials: Credentials = { fields: { client_id: clientId }, secrets: [] };
  return { clientId, credentials: async () => credentials };
}

function withPrivateKey(
  { clientId, privateKey, assertionClaims: claims = "high-mobility" }: PrivateKeyOptions,
  audience: string | undefined,
  clock: Clock,
  onEvent: OnEvent | undefined,
): ClientAuthentication {
  checkOneOf("assertionClaims", claims, ["high-mobility", "rfc7523"]);
  if (audience === undefined)
    throw new TypeError("audience must be set if tokenUrl and privateKey are, got undefined.");
  const { id: keyId } = privateKey;
  const key = readPrivateKey(privateKey);
  const onIgnoredDate = (receivedMs: number) =>
    emit(onEvent, { type: "number-limited", name: "date", receivedMs, usedMs: undefined });
  let loaded: KeyAuthentication | undefined;
  return {
    clientId,
    keyId,
    async credentials() {
      try {
        const clockOptions = { clock, maxSkewMs: maxClockSkewMs, onIgnoredDate };
        loaded ??= await load({ key, keyId, clientId, audience, claims, ...clockOptions });
        return await loaded.credentials();
      } catch (error) {
        const problem = safeCause(error, "jwk" in key && key.jwk.d ? [key.jwk.d] : []);
        throw new AuthError("invalid-key", `The private key cannot be used: ${problem?.message}`, {
          cause: problem?.cause,
        });
      }
    },
    learn: (headers, sentAt) => loaded?.learn(headers, sentAt) ?? false,
    observe: (response) => loaded?.observe(response),
  };
}

async function load(options: KeyAuthenticationOptions): Promise<KeyAuthentication> {
  const { keyAuthentication } = await import("../key/key-authentication.ts");
  return keyAuthentication(options);
}

function withSecret(options: ClientSecretOptions): ClientAuthentication {
  const { clientId, clientSecret: secret, clientAuthentication: method = "client_secret_post" } = options;
  checkText("clientSecret", secret);
  checkOneOf("clientAuthentication", method, ["client_secret_post", "client_secret_basic"]);
  if (isBrowser() && options[allowClientSecretInBrowser] !== true)
    throw new TypeError(
      "clientSecret must not be used in a browser, where every visitor can read it. Get tokens on a server, or set [allowClientSecretInBrowser].",
    );
  const basic = btoa(`${formEncode(clientId)}:${formEncode(secret)}`);
  const credentials: Credentials =
    method === "client_secret_basic"
      ? { fields: {}, authorization: `Basic ${basic}`, secrets: [secret, basic] }
      : { fields: { client_id: clientId, client_secret: secret }, secrets: [secret] };
  return { clientId, credentials: async () => credentials };
}

function isBrowser(): boolean {
  return Reflect.has(globalThis, "document") && Reflect.has(globalThis, "window") && !("Deno" in globalThis);
}

/** Encodes as `application/x-www-form-urlencoded`, as RFC 6749 section 2.3.1 requires inside Basic credentials. */
function formEncode(text: string): string {
  return new URLSearchParams([["", text]]).toString().slice(1);
}
