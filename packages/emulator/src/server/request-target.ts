import type { IncomingMessage } from "node:http";
import { isLoopback } from "@high-mobility-ts/guards";

/** The server's own facts. */
export interface ServerAddress {
  /** The server's own origin. */
  readonly url: string;
  /** Whether only this machine can connect to the server. */
  readonly isLocal: boolean;
}

/** The target of a request, or the reason why it is rejected. */
export type RequestTarget =
  | { readonly url: URL }
  | { readonly refusal: { readonly status: 400 | 403; readonly title: string; readonly detail: string } };

/**
 * Reads the target of a request: a path, or a whole URL, as clients of a proxy send it. The host of a whole URL takes
 * precedence over `Host`.
 *
 * A loopback server serves no other host: a web page whose name was rebound to 127.0.0.1 sends that name, and browsers
 * do not let a page change it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2
 */
export function readTarget(incoming: IncomingMessage, { url, isLocal }: ServerAddress): RequestTarget {
  const { url: target = "/", headersDistinct } = incoming;
  const own = new URL(url);
  const isWhole = !target.startsWith("/") && target !== "*";
  const hosts = isWhole ? [hostOf(target)] : (headersDistinct["host"] ?? []);
  if (isWhole && hosts.includes(undefined)) return badTarget();
  const asked = hosts.map((host) => authority(own.protocol, host ?? ""));
  if (isLocal && asked.some((host) => !isLoopback(host?.hostname ?? ""))) return foreignHost();
  const [first] = asked;
  const origin = first && isLoopback(first.hostname) && first.port === own.port ? first.origin : url;
  const path = isWhole ? pathOf(target) : target === "*" ? "/" : target;
  return URL.canParse(`${origin}${path}`) ? { url: new URL(`${origin}${path}`) } : badTarget();
}

/** Returns the host of a whole URL; undefined for other texts. */
function hostOf(target: string): string | undefined {
  return /^https?:\/\//i.test(target) && URL.canParse(target) ? new URL(target).host : undefined;
}

/** Returns the path as it was sent, with its slashes. */
function pathOf(target: string): string {
  const [, path = ""] = /^https?:\/\/[^/?#]*([^#]*)/i.exec(target) ?? [];
  return path.startsWith("/") ? path : `/${path}`;
}

function authority(protocol: string, host: string): URL | undefined {
  return URL.canParse(`${protocol}//${host}`) ? new URL(`${protocol}//${host}`) : undefined;
}

function badTarget(): RequestTarget {
  return {
    refusal: { status: 400, title: "Bad Request", detail: "The request target must be a path or a URL." },
  };
}

function foreignHost(): RequestTarget {
  const detail =
    "The host of the request must be a name of this machine, such as localhost. To serve other names, listen on another address.";
  return { refusal: { status: 403, title: "Forbidden", detail } };
}
