import { isLoopback } from "./loopback.ts";

/**
 * Returns the origin of a URL that credentials or tokens are sent to.
 *
 * @param insecure Whether plain `http` is allowed to any host. Default: plain `http` is allowed only on
 *   loopback.
 * @throws {TypeError} if it is not an absolute https URL, or has a user name or a password. The message shows its host only.
 */
export function originOf(option: string, url: unknown, insecure = false): string {
  const parsed = typeof url === "string" && URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw new TypeError(
      `${option} must be an absolute URL such as https://api.example.com, got something else.`,
    );
  const { origin, protocol, host, hostname, username, password } = parsed;
  if (username || password)
    throw new TypeError(`${option} must be a URL without user name and password, got one with them.`);
  if (protocol === "https:" || insecure || isLoopback(hostname)) return origin;
  throw new TypeError(
    `${option} must use https (http on loopback only), got http://${host}. To send credentials and tokens in plain text, set [allowInsecureRequests]: true.`,
  );
}
