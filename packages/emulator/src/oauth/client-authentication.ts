import type { App } from "../options.ts";
import { PlatformError } from "../responder/operation-output.ts";
import type { AssertionVerifier } from "./assertion.ts";

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

export type FormFields = Readonly<Record<string, unknown>>;

/** Returns the fields of a token request, including the credentials of HTTP Basic. */
export function withBasicCredentials(fields: unknown, authorization: string | null): unknown {
  const [, encoded] = /^Basic (.+)$/i.exec(authorization ?? "") ?? [];
  if (encoded === undefined || typeof fields !== "object" || fields === null) return fields;
  const [id, secret] = decodeBasic(encoded);
  return { client_id: id, client_secret: secret, ...fields };
}

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1 */
function decodeBasic(encoded: string): readonly [string, string] {
  try {
    const [, id = "", secret = ""] = /^([^:]*):(.*)$/s.exec(atob(encoded)) ?? [];
    return [decodeForm(id), decodeForm(secret)];
  } catch {
    throw new PlatformError(400, { detail: "the Basic credentials are malformed", error: "invalid_client" });
  }
}

function decodeForm(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}

interface ClientCheck {
  readonly apps: readonly App[];
  readonly assertions: AssertionVerifier;
  /** The valid assertion audiences for the origin of the request. */
  readonly audiences: readonly string[];
}

/**
 * Returns the application that a token request authenticates.
 *
 * @throws {PlatformError} 400
 */
export async function authenticateClient(fields: FormFields, expected: ClientCheck): Promise<App> {
  const app = expected.apps.find(({ clientId }) => clientId === fields["client_id"]);
  if (!app) throw new PlatformError(400, { detail: "client_id is invalid" });
  const { client_secret: secret, client_assertion: assertion } = fields;
  if (secret !== undefined && assertion !== undefined)
    throw new PlatformError(400, { detail: "give client_secret or client_assertion, not both" });
  if (typeof assertion === "string") {
    if (fields["client_assertion_type"] !== assertionType)
      throw new PlatformError(400, { detail: `client_assertion_type must be ${assertionType}` });
    await expected.assertions.verify(assertion, app, expected.audiences);
    return app;
  }
  if (secret === undefined && isPublic(app)) return app;
  if (secret === undefined) throw new PlatformError(400, { detail: "client_secret can't be blank" });
  if (app.clientSecret === undefined || secret !== app.clientSecret)
    throw new PlatformError(400, { detail: "client_secret is invalid" });
  return app;
}

/** Returns whether an application cannot keep a secret (a mobile app), so that it needs PKCE. */
export function isPublic(app: App): boolean {
  return app.clientSecret === undefined && !app.keys?.length;
}
