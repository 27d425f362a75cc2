// A token endpoint and a resource on loopback that count what they are asked.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface TokenServer {
  readonly baseUrl: string;
  /** The same responses without a socket. */
  readonly fetch: typeof globalThis.fetch;
  /** Token requests since the last `reset`. */
  tokenRequests(): number;
  /** From now on the tokens given out so far are rejected. */
  revokeAll(): void;
  reset(): void;
  close(): void;
}

const lifetimeSeconds = 3_600;

export async function startTokenServer(): Promise<TokenServer> {
  let issued = 0;
  let counted = 0;
  let revoked = 0;
  const answer = (method: string, authorization: string | null): [number, object] => {
    if (method === "POST") {
      counted++;
      issued++;
      return [200, { access_token: `token-${issued}`, token_type: "bearer", expires_in: lifetimeSeconds }];
    }
    const number = Number(/^Bearer token-(\d+)$/.exec(authorization ?? "")?.[1]);
    return number > revoked ? [200, { ok: true }] : [401, { error: "invalid_token" }];
  };
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      const [status, body] = answer(request.method ?? "", request.headers.authorization ?? null);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    fetch: async (input, init) => {
      // A turn of the event loop, as any network takes: concurrent calls are really concurrent.
      await new Promise((resolve) => setImmediate(resolve));
      const request = input instanceof Request ? input : new Request(input, init);
      const [status, body] = answer(request.method, request.headers.get("authorization"));
      return Response.json(body, { status });
    },
    tokenRequests: () => counted,
    revokeAll: () => {
      revoked = issued;
    },
    reset: () => {
      counted = 0;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
