import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { jwtVerify } from "jose";

export const upstreamSecret = "cl13nt-s3cr3t";
export const upstreamKeyId = "key-1";

export interface Upstream {
  readonly port: number;
  /** Every token that it issued. */
  readonly issued: ReadonlySet<string>;
  close(): void;
}

/** A token endpoint and an API, each a few lines long; every connection serves one request. */
export async function startUpstream(publicKey: CryptoKey): Promise<Upstream> {
  const issued = new Set<string>();

  async function isClient(fields: Record<string, string>): Promise<boolean> {
    const { client_secret: secret, client_assertion: assertion } = fields;
    if (assertion === undefined) return secret === upstreamSecret;
    const { payload } = await jwtVerify(assertion, publicKey, {
      issuer: upstreamKeyId,
      audience: "https://audience.example",
    });
    return payload.jti !== undefined;
  }

  async function giveToken(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!(await isClient(JSON.parse(await text(request)))))
      return send(response, 401, { error: "invalid_client" });
    const token = `acc3ss-${issued.size + 1}-${crypto.randomUUID()}`;
    issued.add(token);
    send(response, 200, { access_token: token, token_type: "Bearer", expires_in: 300 });
  }

  const server = createServer((request, response) => {
    response.shouldKeepAlive = false;
    if (request.url === "/token") return void giveToken(request, response);
    const token = request.headers.authorization?.replace("Bearer ", "") ?? "";
    send(response, issued.has(token) ? 200 : 401, { things: ["one", "two"] });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    issued,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function send(response: ServerResponse, status: number, body: object): void {
  const json = JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", "content-length": json.length }).end(json);
}
