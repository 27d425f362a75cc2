import { inspect } from "node:util";
import { expect } from "vitest";
import {
  type AuthEvent,
  type ClientCredentialsOptions,
  clientCredentials,
  type TokenSource,
} from "../../src/index.ts";
import { answering, type Sent, type TestKey, testClock, testKey } from "../kit.ts";

export const keys: TestKey = await testKey();
export const pemText: string = keys.pem.replace(/-----[^-]+-----|\s/g, "");
/** The values have characters that JSON, forms and URLs escape. */
export const secret = 's3cr3t &"ä+/=';
export const accessText = "acc3ss-t0k3n";
export const secondAccessText = "acc3ss-s3cond";
export const refreshText = "r3fr3sh-t0k3n";
const inForm = new URLSearchParams({ a: secret }).toString().slice(2);

export interface Hidden {
  readonly what: string;
  readonly text: string;
}

/** The hidden values in all forms in which they are sent. */
const always: readonly Hidden[] = [
  { what: "client secret", text: secret },
  { what: "client secret in JSON", text: JSON.stringify(secret).slice(1, -1) },
  { what: "client secret in a form", text: inForm },
  { what: "client secret in a URL", text: encodeURIComponent(secret) },
  { what: "Basic credentials", text: btoa(`app:${inForm}`) },
  // The part of an EC key that contains its secret number.
  ...[48, 88, 128].map((at) => ({ what: "private key as PEM", text: pemText.slice(at, at + 40) })),
  { what: "private key as JWK", text: String(keys.jwk.d) },
  { what: "access token", text: accessText },
  { what: "second access token", text: secondAccessText },
  { what: "refresh token", text: refreshText },
];

/** All texts that a program or a person can get from a value without knowing its type. */
function shownOf(value: unknown): string {
  const seen = [String(value), inspect(value, { depth: null, showHidden: true }), JSON.stringify(value)];
  for (let error = value; error instanceof Error; error = error.cause)
    seen.push(
      String(error),
      error.message,
      String(error.stack),
      JSON.stringify(error),
      inspect({ ...error }),
    );
  return seen.join("\n");
}

export function expectPrivate(values: readonly unknown[], more: readonly Hidden[] = []): void {
  for (const value of values) {
    const shown = shownOf(value);
    for (const { what, text } of [...always, ...more]) expect(shown, what).not.toContain(text);
  }
}

export const credentials: readonly { readonly name: string; readonly own: object }[] = [
  { name: "client secret in the body", own: { clientSecret: secret } },
  { name: "client secret in a form", own: { clientSecret: secret, encoding: "form" } },
  {
    name: "client secret in the header",
    own: { clientSecret: secret, clientAuthentication: "client_secret_basic" },
  },
  { name: "private key as PEM", own: { privateKey: { id: "key-1", pem: keys.pem } } },
  {
    name: "private key as JWK",
    own: { privateKey: { id: "key-1", jwk: keys.jwk }, assertionClaims: "rfc7523" },
  },
];

type Answer = (sent: Sent) => Response | Promise<Response>;

export interface Watched {
  readonly tokens: TokenSource;
  readonly events: readonly AuthEvent[];
  readonly sent: readonly Sent[];
  /** Assertions that were sent. */
  assertions(): readonly Hidden[];
  /** Fails when one of the values, the source, or an event shows a credential or a token. */
  expectPrivate(...values: unknown[]): void;
}

/** A token source with these credentials, and every visible text of it. */
export function watched(own: object, ...answers: readonly Answer[]): Watched {
  const events: AuthEvent[] = [];
  const { fetch, sent } = answering(...answers);
  const onEvent = (event: AuthEvent) => events.push(event);
  const options: object = {
    environment: "sandbox",
    clientId: "app",
    ...own,
    fetch,
    clock: testClock(),
    onEvent,
  };
  const tokens = clientCredentials(options as ClientCredentialsOptions);
  const assertions = () =>
    sent.flatMap(({ body }) => assertionIn(body) ?? []).map((text) => ({ what: "assertion", text }));
  return {
    tokens,
    events,
    sent,
    assertions,
    expectPrivate: (...values) => {
      const errors = events.flatMap((event) => ("error" in event ? [event.error] : []));
      expectPrivate([...values, tokens, events, ...errors], assertions());
    },
  };
}

function assertionIn(body: string): string | undefined {
  return /client_assertion"?[:=]"?([\w.-]+)/.exec(body)?.[1];
}

/** All parts of a request that a careless server, `fetch` or logger could repeat. */
export function pieces({ url, body, headers }: Sent): readonly string[] {
  const isJson = body.startsWith("{");
  const fields: Record<string, string> = isJson
    ? JSON.parse(body)
    : Object.fromEntries(new URLSearchParams(body));
  const asSent = body.split(/[{}&,]|"[a-z_]+":"|[a-z_]+=|"/);
  const authorization = headers.get("authorization") ?? "";
  return [url, body, authorization, ...authorization.split(" "), ...Object.values(fields), ...asSent].filter(
    Boolean,
  );
}

export function all(sent: Sent): string {
  return pieces(sent).join(" | ");
}
