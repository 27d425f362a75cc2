import { checkResponse, shownUrl } from "@high-mobility-ts/guards";
import { AuthError } from "../auth-error.ts";
import { supportedInit } from "./fetch-features.ts";
import { discard, failedByRedirect, isRedirect } from "./redirects.ts";

/** Fields for an endpoint of the authorization server, and how they are sent. */
export interface FieldsRequest {
  readonly url: string;
  readonly method: "POST" | "DELETE";
  readonly fields: Readonly<Record<string, string>>;
  readonly authorization: string | undefined;
  readonly encoding: "json" | "form";
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
}

/**
 * Sends the fields once and follows no redirect: credentials are sent only to the configured URL. No cache keeps the
 * response.
 *
 * @throws {AuthError} `redirect-rejected`. Other errors of `fetch` are passed on.
 */
export async function sendFields(request: FieldsRequest): Promise<Response> {
  const { url, method, fields, authorization, encoding, fetch, signal } = request;
  const isJson = encoding === "json";
  const headers = {
    accept: "application/json",
    "content-type": isJson ? "application/json" : "application/x-www-form-urlencoded",
    ...(authorization && { authorization }),
  };
  const body = isJson ? JSON.stringify(fields) : new URLSearchParams(fields).toString();
  const { noStore, redirect } = supportedInit();
  const init: RequestInit = { method, headers, body, signal, redirect, ...noStore };
  const response = await fetch(url, init).catch((error: unknown) => {
    throw failedByRedirect(error) ? redirectRefused(request) : error;
  });
  checkResponse(response);
  if (!isRedirect(response)) return response;
  discard(response);
  throw redirectRefused(request);
}

/** Without the cause and the target address: a server may have copied credentials into the address. */
function redirectRefused({ method, url }: FieldsRequest): AuthError {
  return new AuthError(
    "redirect-rejected",
    `${method} ${shownUrl(url)} failed: it was redirected, and credentials go to no other URL. Check the URL of the endpoint.`,
  );
}
