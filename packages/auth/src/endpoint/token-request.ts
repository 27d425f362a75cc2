import type { Credentials } from "./credentials.ts";
import { type FieldsRequest, sendFields } from "./send-fields.ts";

export interface TokenRequest extends Pick<FieldsRequest, "encoding" | "fetch" | "signal"> {
  readonly tokenUrl: string;
  /** Grant and its parameters. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly credentials: Credentials;
}

/**
 * Sends a token request, once.
 *
 * @returns The response of the server with any status; its body is unread. `processTokenResponse` reads it.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.2
 */
export function requestAccessToken(request: TokenRequest): Promise<Response> {
  const { tokenUrl: url, parameters, credentials, ...how } = request;
  const { authorization } = credentials;
  return sendFields({
    ...how,
    url,
    method: "POST",
    fields: { ...parameters, ...credentials.fields },
    authorization,
  });
}
