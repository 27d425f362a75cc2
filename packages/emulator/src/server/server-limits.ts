import type { Server, ServerOptions } from "node:http";

/** The largest request body that is read, in bytes. */
export const largestBodyBytes = 1_048_576;

const largestHeaderBytes = 16_384;
const mostConnections = 20_000;

/**
 * Limits for slow and idle connections: if headers and body do not arrive in time, the response is a 408 and the
 * connection ends.
 */
export function serverLimits(requestTimeoutMs: number): ServerOptions {
  return {
    requestTimeout: requestTimeoutMs,
    headersTimeout: Math.min(10_000, requestTimeoutMs),
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: Math.min(1_000, requestTimeoutMs),
    maxHeaderSize: largestHeaderBytes,
  };
}

/** Rejects connections above the limit that the server's memory is meant for. */
export function limitConnections(server: Server): void {
  server.maxConnections = mostConnections;
}
