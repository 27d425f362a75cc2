/**
 * Set to `true` to send credentials and tokens over plain `http` to any host. A symbol, so that no configuration file can
 * set it. Loopback does not need it.
 */
export const allowInsecureRequests: unique symbol = Symbol("allowInsecureRequests");

/**
 * Set to `true` to use a client secret in a browser, where every visitor can read it. A symbol, so that no
 * configuration file can set it.
 */
export const allowClientSecretInBrowser: unique symbol = Symbol("allowClientSecretInBrowser");
