// One token for every call, as each library's documentation shows it.

import { OAuth2Client, OAuth2Fetch } from "@badgateway/oauth2-client";
import { clientCredentials, withAuth } from "@high-mobility-ts/auth";
import * as oauth from "oauth4webapi";
import * as openid from "openid-client";
import { ClientCredentials } from "simple-oauth2";

export interface OauthTarget {
  /** Loopback: token endpoint at `/v1/access_tokens`. */
  readonly baseUrl: string;
  readonly fetch: typeof globalThis.fetch;
}

export interface OauthClient {
  readonly name: string;
  readonly note: string;
  /** A token that is good now. */
  token(): Promise<unknown>;
  /** GET with a token. */
  call(url: string): Promise<Response>;
}

const clientId = "app";
const clientSecret = "secret";
const naive = "no cache of its own: the usual `if (expired)` around it";

/** Ours first. */
export function oauthClients(target: OauthTarget): readonly [OauthClient, ...OauthClient[]] {
  return [ours(target), badgateway(target), oauth4webapi(target), openidClient(target), simpleOauth2(target)];
}

function ours({ baseUrl, fetch }: OauthTarget): OauthClient {
  const tokens = clientCredentials({
    tokenUrl: `${baseUrl}/v1/access_tokens`,
    clientId,
    clientSecret,
    fetch,
  });
  const authed = withAuth(tokens, { fetch });
  return {
    name: "@high-mobility-ts/auth",
    note: "",
    token: () => tokens.getToken(),
    call: (url) => authed(url),
  };
}

function badgateway({ baseUrl, fetch }: OauthTarget): OauthClient {
  const client = new OAuth2Client({
    server: baseUrl,
    tokenEndpoint: "/v1/access_tokens",
    clientId,
    clientSecret,
    authenticationMethod: "client_secret_post",
    fetch,
  });
  const wrapper = new OAuth2Fetch({
    client,
    getNewToken: () => client.clientCredentials(),
    scheduleRefresh: false,
  });
  return {
    name: "@badgateway/oauth2-client",
    note: "own cache and replay; client secret only",
    token: () => wrapper.getAccessToken(),
    // Its `fetch` sends by the global one only; its middleware takes any.
    call: (url) => wrapper.mw()(new Request(url), (request) => fetch(request)),
  };
}

function oauth4webapi({ baseUrl, fetch }: OauthTarget): OauthClient {
  const server = { issuer: baseUrl, token_endpoint: `${baseUrl}/v1/access_tokens` };
  const client = { client_id: clientId };
  const options = { [oauth.customFetch]: fetch, [oauth.allowInsecureRequests]: true };
  const authentication = oauth.ClientSecretPost(clientSecret);
  return cachedNaively("oauth4webapi", fetch, async () => {
    const parameters = new URLSearchParams();
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      client,
      authentication,
      parameters,
      options,
    );
    return oauth.processClientCredentialsResponse(server, client, response);
  });
}

function openidClient({ baseUrl, fetch }: OauthTarget): OauthClient {
  const server = { issuer: baseUrl, token_endpoint: `${baseUrl}/v1/access_tokens` };
  const config = new openid.Configuration(server, clientId, undefined, openid.ClientSecretPost(clientSecret));
  openid.allowInsecureRequests(config);
  // Its type allows `body: undefined`, which fetch takes and RequestInit, strictly read, does not.
  config[openid.customFetch] = (url, init) => fetch(url, init as RequestInit);
  return cachedNaively("openid-client", fetch, () => openid.clientCredentialsGrant(config));
}

function simpleOauth2({ baseUrl, fetch }: OauthTarget): OauthClient {
  const client = new ClientCredentials({
    client: { id: clientId, secret: clientSecret },
    auth: { tokenHost: baseUrl, tokenPath: "/v1/access_tokens" },
    options: { authorizationMethod: "body" },
  });
  return cachedNaively("simple-oauth2", fetch, async () => {
    const { token } = await client.getToken({});
    return { access_token: String(token["access_token"]), expires_in: Number(token["expires_in"]) };
  });
}

interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in?: number | undefined;
}

function cachedNaively(
  name: string,
  fetch: typeof globalThis.fetch,
  request: () => Promise<TokenAnswer>,
): OauthClient {
  let held: { readonly value: string; readonly expiresAt: number } | undefined;
  const token = async (): Promise<string> => {
    if (!held || held.expiresAt <= Date.now()) {
      const { access_token: value, expires_in: seconds = 0 } = await request();
      held = { value, expiresAt: Date.now() + seconds * 1_000 };
    }
    return held.value;
  };
  const call = async (url: string): Promise<Response> =>
    fetch(url, { headers: { authorization: `Bearer ${await token()}` } });
  return { name, note: naive, token, call };
}
