import { isLoopback } from "@high-mobility-ts/guards";

/**
 * Returns why a request must not reach the control API; undefined if it may. The API has no password. Web pages cannot
 * use it, because browsers do not let them forge these headers.
 *
 * - `Host` must be a name of this machine: a page whose own name was rebound to 127.0.0.1 sends that name.
 * - `Origin`, which browsers send with every cross-origin request and every POST, must be that of the page itself.
 * - A body must be JSON: a form of another page cannot send that, and its scripts need a preflight request.
 */
export function refusalOf({ method, headers }: Request): string | undefined {
  const host = headers.get("host") ?? "";
  if (!isLoopback(hostnameOf(host))) return "Host must be a name of this machine";
  const origin = headers.get("origin");
  if (origin !== null && origin.replace(/^https?:\/\//, "") !== host)
    return "the request comes from a page of another origin";
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none")
    return "the request comes from a page of another site";
  const type = headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (method === "POST" && type !== "application/json") return "the content type must be application/json";
  return undefined;
}

function hostnameOf(host: string): string {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : "";
}
