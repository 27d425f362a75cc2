import type { AssertionClaims, AssertionOptions } from "./assertion.ts";
import { AuthError } from "./auth-error.ts";
import { checkOneOf, checkText } from "./check-option.ts";
import { allowClientSecretInBrowser } from "./dangerous.ts";
import { type PrivateKey, readPrivateKey } from "./private-key.ts";
import { safeCause } from "./redact.ts";
import type { Server } from "./server.ts";

export interface ClientSecretOptions {
  /** Client id, as the console shows it. */
  readonly clientId: string;
  readonly clientSecret: string;
  readonly privateKey?: undefined;
  /**
   * Where id and secret go (RFC 6749 section 2.3.1): into the body, or into an `Authorization: Basic` header.
   * Default: `client_secret_post`.
   */
  readonly clientAuthentication?: "client_secret_post" | "client_secret_basic" | undefined;
  readonly [allowClientSecretInBrowser]?: boolean | undefined;
}

export interface PrivateKeyOptions {
  /** Client id, as the console shows it. */
  readonly clientId: string;
  readonly clientSecret?: undefined;
  readonly privateKey: PrivateKey;
  /**
   * The claims of assertions: the platform's (`ver`, `iss` = key id, `aud`, `jti`, `iat`), or those of RFC 7523 section 3
   * (`iss` = `sub` = client id, `aud`, `jti`, `iat`, `exp`). Default: `high-mobility`.
   */
  readonly assertionClaims?: AssertionClaims | undefined;
}

/** An application that can keep no secret, such as one on a phone (RFC 6749 section 2.1). */
export interface PublicClientOptions {
  /** Client id, as the console shows it. */
  readonly clientId: string;
  readonly clientSecret?: undefined;
  readonly privateKey?: undefined;
}

/** How an application proves who it is. */
export type ClientAuthenticationOptions = ClientSecretOptions | PrivateKeyOptions;

/** Credentials as they go into one token request. */
export interface Credentials {
  readonly fields: Readonly<Record<string, string>>;
  readonly authorization?: string;
  /** What must not show up in an error. */
  readonly secrets: readonly string[];
}

export interface ClientAuthentication {
  readonly clientId: string;
  /** Id of the private key; absent with a client secret. */
  readonly keyId?: string;
  /** Fresh for every request: an assertion is used once. */
  credentials(now: number): Promise<Credentials>;
}

/** @throws {TypeError} that names the option at fault; shows nothing of secret or key. */
export function readClientAuthentication(
  options: ClientAuthenticationOptions,
  { audience }: Server,
): ClientAuthentication {
  const { clientSecret, privateKey } = options;
  checkText("clientId", options.clientId);
  if ((clientSecret === undefined) === (privateKey === undefined))
    throw new TypeError(
      `give clientSecret or privateKey, ${clientSecret === undefined ? "one of them" : "not both"}`,
    );
  return privateKey ? withPrivateKey(options, audience) : withSecret(options);
}

/** The client id alone: what proves anything is in the grant. */
export function publicClient({ clientId }: PublicClientOptions): ClientAuthentication {
  checkText("clientId", clientId);
  const credentials: Credentials = { fields: { client_id: clientId }, secrets: [] };
  return { clientId, credentials: async () => credentials };
}

function withPrivateKey(
  { clientId, privateKey, assertionClaims: claims = "high-mobility" }: PrivateKeyOptions,
  audience: string | undefined,
): ClientAuthentication {
  checkOneOf("assertionClaims", claims, ["high-mobility", "rfc7523"]);
  if (audience === undefined) throw new TypeError("audience must be given with tokenUrl and privateKey");
  const { id: keyId } = privateKey;
  const sign = lazily({ key: readPrivateKey(privateKey), keyId, clientId, audience, claims });
  return {
    clientId,
    keyId,
    credentials: async (now) => {
      const assertion = await sign(now);
      const fields = {
        client_id: clientId,
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: assertion,
      };
      return { fields, secrets: [assertion] };
    },
  };
}

/** Signing is loaded with the first assertion. */
function lazily(options: AssertionOptions): (now: number) => Promise<string> {
  let loaded: Promise<(now: number) => Promise<string>> | undefined;
  return async (now) => {
    try {
      loaded ??= import("./assertion.ts").then(({ createAssertions }) => createAssertions(options));
      const sign = await loaded;
      return await sign(now);
    } catch (error) {
      // The next call may load what this one could not.
      loaded = undefined;
      const problem = safeCause(error, "jwk" in options.key ? [options.key.jwk.d ?? ""] : []);
      throw new AuthError("invalid-key", `the private key cannot be used: ${problem?.message}`, {
        cause: problem?.cause,
      });
    }
  };
}

function withSecret(options: ClientSecretOptions): ClientAuthentication {
  const { clientId, clientSecret: secret, clientAuthentication: method = "client_secret_post" } = options;
  checkText("clientSecret", secret);
  checkOneOf("clientAuthentication", method, ["client_secret_post", "client_secret_basic"]);
  if (isBrowser() && options[allowClientSecretInBrowser] !== true)
    throw new TypeError(
      "clientSecret in a browser is readable by everyone: get tokens on a server, or set [allowClientSecretInBrowser]",
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

/** `application/x-www-form-urlencoded`, as RFC 6749 section 2.3.1 wants it inside Basic credentials. */
function formEncode(text: string): string {
  return new URLSearchParams([["", text]]).toString().slice(1);
}
