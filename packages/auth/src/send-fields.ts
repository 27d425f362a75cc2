/** Fields for an endpoint of the authorization server, and how they go there. */
export interface FieldsRequest {
  readonly url: string;
  readonly method: "POST" | "DELETE";
  readonly fields: Readonly<Record<string, string>>;
  readonly authorization: string | undefined;
  readonly encoding: "json" | "form";
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
}

/** Sends the fields once, and follows no redirect: credentials go to the configured URL or nowhere. */
export function sendFields(request: FieldsRequest): Promise<Response> {
  const { url, method, fields, authorization, encoding, fetch, signal } = request;
  const isJson = encoding === "json";
  const headers = {
    accept: "application/json",
    "content-type": isJson ? "application/json" : "application/x-www-form-urlencoded",
    ...(authorization && { authorization }),
  };
  const body = isJson ? JSON.stringify(fields) : new URLSearchParams(fields).toString();
  return fetch(url, { method, headers, body, signal, redirect: noRedirect(url) });
}

/** Workers know no `error`; what `manual` brings back there is no 2xx, so it ends in an error all the same. */
function noRedirect(url: string): RequestRedirect {
  try {
    new Request(url, { redirect: "error" });
    return "error";
  } catch {
    return "manual";
  }
}
