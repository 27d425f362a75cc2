import { expect, test } from "vitest";
import { type ClientCredentialsOptions, clientCredentials, consoleKey } from "../../src/index.ts";
import { accessText, expectPrivate, keys, pemText, secret } from "./watched.ts";

const { pem, jwk } = keys;

test.each<[string, () => unknown]>([
  [
    "a client secret with a private key",
    () => create({ clientSecret: secret, privateKey: { id: "k", pem } }),
  ],
  ["a client secret that is not text", () => create({ clientSecret: [secret] })],
  ["a client secret and no environment", () => create({ clientSecret: secret, environment: undefined })],
  ["a PEM without id", () => withKey({ id: "", pem })],
  ["a PEM and a JWK", () => withKey({ pem, jwk })],
  [
    "a password in the token URL",
    () => create({ clientSecret: secret, tokenUrl: `https://a:${accessText}@b.example` }),
  ],
  [
    "a token URL on http",
    () => create({ clientSecret: secret, tokenUrl: `http://b.example/${accessText}?${accessText}` }),
  ],
  ["a console file that is not JSON", () => consoleKey(`{"private_key":"${pem}"`)],
  ["a console file whose PEM has another label", () => fileWith(pem.replaceAll("PRIVATE", "DSA PRIVATE"))],
  ["a console file whose PEM has no label", () => fileWith(pemText)],
  ["a console file without id", () => consoleKey({ client_id: "app", private_key: pem })],
])("shows no secret when it rejects %s", (_name, construct) => {
  const error = thrownBy(construct);
  expect(error).toBeInstanceOf(TypeError);
  expectPrivate([error]);
});

function create(own: object): unknown {
  return clientCredentials({ environment: "sandbox", clientId: "app", ...own } as ClientCredentialsOptions);
}

function withKey(key: object): unknown {
  return create({ privateKey: { id: "k", ...key } });
}

function fileWith(text: string): unknown {
  return consoleKey({ client_id: "app", id: "k", private_key: text });
}

function thrownBy(construct: () => unknown): unknown {
  try {
    construct();
  } catch (error) {
    return error;
  }
  throw new Error("did not throw");
}
