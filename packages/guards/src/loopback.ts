/**
 * Returns whether a host name or address, with or without the brackets of IPv6, always means this machine:
 * `localhost` and its subdomains, `127.0.0.0/8` and `::1`, also written as an IPv4-mapped address.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6761#section-6.3
 */
export function isLoopback(host: string): boolean {
  return /^(?:(?:[a-z\d-]+\.)*localhost\.?|127(?:\.\d{1,3}){3}|\[?::1\]?|\[?::ffff:(?:127(?:\.\d{1,3}){3}|7f[\da-f]{2}:[\da-f]{1,4})\]?)$/i.test(
    host,
  );
}

/** Returns whether an `Origin` belongs to a page that this machine serves. */
export function isLoopbackOrigin(origin: string): boolean {
  return URL.canParse(origin) && isLoopback(new URL(origin).hostname);
}
