import { isLoopback } from "./loopback.ts";

/**
 * Returns the origin of a URL that credentials or tokens are sent to.
 *
 * @param insecure Whether plain `http` is allowed to any host. Default: on loopback only.
 * @throws {TypeError} if it is not an absolute https URL, or has a user name or a password. The message shows its host only.
 */
export function originOf(option: string, url: unknown, insecure = false): string {
  if (typeof url !== "string" || !URL.canParse(url))
    throw new TypeError(
      `${option} must be an absolute URL such as https://api.example.com, got something else.`,
    );
  const { origin, protocol, host, hostname, username, password } = new URL(url);
  if (username || password)
    throw new TypeError(`${option} must be a URL without user name and password, got one with them.`);
  const isHttp = protocol === "http:";
  if (protocol === "https:" || (isHttp && (insecure || isLoopback(hostname)))) return origin;
  const remedy = isHttp
    ? " To send credentials and tokens in plain text, set [allowInsecureRequests]: true."
    : "";
  throw new TypeError(`${option} must use https (http on loopback only), got ${protocol}//${host}.${remedy}`);
}
