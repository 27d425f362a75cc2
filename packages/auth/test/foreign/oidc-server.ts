import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { JWK } from "jose";
import Provider, { type Adapter, type AdapterPayload, errors } from "oidc-provider";

/** A server on loopback, on a free port. */
async function listen(handler?: RequestListener): Promise<{ origin: string; server: Server }> {
  const server = createServer(handler);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

export const clients = {
  post: { id: "app-post", secret: "p0st-s3cr3t" },
  // Encodes a value for the header as RFC 6749 section 2.3.1 requires.
  basic: { id: "app:basic +1%", secret: 'b&=+ %3A:/"\\s3cr3t' },
  key: { id: "app-key", keyId: "key-1" },
  narrow: { id: "app-narrow", secret: "n4rrow-s3cr3t" },
  api: { id: "api", secret: "4pi-s3cr3t" },
} as const;

export interface OidcServer {
  readonly issuer: string;
  readonly tokenUrl: string;
  /** An API that asks the server about each token (RFC 7662), and responds with the result. */
  readonly apiUrl: string;
  /** Header and claims of the assertions that were accepted. */
  readonly assertions: { readonly header: object; readonly claims: Record<string, unknown> }[];
  /** How many requests reached the token endpoint. */
  readonly tokenRequests: () => number;
  revoke(token: string): Promise<void>;
  close(): void;
}

/** `oidc-provider`, configured as its own documentation says, with the clients above. */
export async function startOidcServer(publicJwk: JWK, serverJwk: JWK): Promise<OidcServer> {
  const { origin: issuer, server } = await listen();
  const assertions: OidcServer["assertions"] = [];
  let tokenRequests = 0;
  const provider = new Provider(issuer, {
    adapter: memory(),
    clients: [
      secretClient("post", "client_secret_post", "read write"),
      secretClient("basic", "client_secret_basic", "read write"),
      secretClient("narrow", "client_secret_post", "read"),
      { ...secretClient("api", "client_secret_basic", "read"), grant_types: [] },
      {
        client_id: clients.key.id,
        token_endpoint_auth_method: "private_key_jwt",
        token_endpoint_auth_signing_alg: "ES256",
        jwks: { keys: [{ ...publicJwk, kid: clients.key.keyId }] },
        scope: "read write",
        ...machine,
      },
    ],
    clientAuthMethods: ["client_secret_basic", "client_secret_post", "private_key_jwt"],
    clientDefaults: { id_token_signed_response_alg: "ES256" },
    enabledJWA: { idTokenSigningAlgValues: ["ES256"], clientAuthSigningAlgValues: ["ES256"] },
    scopes: ["read", "write"],
    jwks: { keys: [{ ...serverJwk, use: "sig", alg: "ES256", kid: "server" }] },
    cookies: { keys: ["not used by a machine"] },
    ttl: { ClientCredentials: 300 },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      introspection: { enabled: true, allowedPolicy: () => true },
      revocation: { enabled: true, allowedPolicy: () => true },
    },
    async assertJwtClientAuthClaimsAndHeader(_ctx, claims, header) {
      const now = Date.now() / 1_000;
      // Checks `iat` as strict servers do, because the library checks only `exp`.
      if (Number(claims["iat"]) > now + 60) throw new errors.InvalidClientAuth("iat lies in the future");
      assertions.push({ header, claims });
    },
  });
  const handle = provider.callback();
  server.on("request", (request, response) => {
    if (request.url === "/token") tokenRequests++;
    handle(request, response);
  });
  const callAsApi = (path: string, token: string) =>
    fetch(issuer + path, {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`${clients.api.id}:${clients.api.secret}`)}` },
      body: new URLSearchParams({ token }),
    });
  const api = await listen(async (request, response) => {
    const answer = await callAsApi("/token/introspection", bearerOf(request));
    const told = (await answer.json()) as { active: boolean };
    response.writeHead(told.active ? 200 : 401, {
      "content-type": "application/json",
      ...(!told.active && { "www-authenticate": 'Bearer error="invalid_token"' }),
    });
    response.end(JSON.stringify(told));
  });
  return {
    issuer,
    tokenUrl: `${issuer}/token`,
    apiUrl: `${api.origin}/things`,
    assertions,
    tokenRequests: () => tokenRequests,
    revoke: async (token) => {
      const { status } = await callAsApi("/token/revocation", token);
      if (status !== 200) throw new Error(`the revocation failed with status ${status}`);
    },
    close: () => {
      for (const one of [server, api.server]) {
        one.close();
        one.closeAllConnections();
      }
    },
  };
}

/** The storage of the server; the library's default prints a warning. */
function memory(): (name: string) => Adapter {
  const kept = new Map<string, AdapterPayload>();
  const none = async () => undefined;
  return (name) => ({
    find: async (id) => kept.get(`${name}:${id}`),
    upsert: async (id, payload) => void kept.set(`${name}:${id}`, payload),
    destroy: async (id) => void kept.delete(`${name}:${id}`),
    consume: none,
    findByUid: none,
    findByUserCode: none,
    revokeByGrantId: none,
  });
}

const machine = { grant_types: ["client_credentials"], redirect_uris: [], response_types: [] };

function secretClient(
  name: "post" | "basic" | "narrow" | "api",
  method: "client_secret_post" | "client_secret_basic",
  scope: string,
) {
  const { id, secret } = clients[name];
  return {
    client_id: id,
    client_secret: secret,
    token_endpoint_auth_method: method,
    scope,
    ...machine,
  };
}

function bearerOf({ headers }: IncomingMessage): string {
  return headers.authorization?.replace(/^Bearer /, "") ?? "";
}
