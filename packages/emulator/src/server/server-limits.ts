import type { Server, ServerOptions } from "node:http";

/** The largest request body that is read, in bytes. */
export const largestBodyBytes = 1_048_576;

const largestHeaderBytes = 16_384;
const mostConnections = 20_000;

/**
 * What keeps slow and idle connections from holding on to the server: header and body have to arrive in time, else the
 * answer is 408 and the connection ends.
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

/** Turns away what is more than the server's memory is meant for. */
export function limitConnections(server: Server): void {
  server.maxConnections = mostConnections;
}
