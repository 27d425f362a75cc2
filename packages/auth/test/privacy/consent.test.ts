import { expect, test } from "vitest";
import {
  type AuthEvent,
  type AuthorizationCodeOptions,
  authorizationCode,
  type RevokeTokenOptions,
  revokeToken,
} from "../../src/index.ts";
import { answering, refuse, rejection, type Sent, testClock, tokenAnswer } from "../kit.ts";
import { accessText, all, expectPrivate, type Hidden, pieces, refreshText, secret } from "./watched.ts";

const codeText = "auth0r1zation-c0de";
const redirectUri = "https://app.example.com/callback";
const base = { environment: "live", clientId: "app", clientSecret: secret, redirectUri } as const;

type Answer = (sent: Sent) => Response | Promise<Response>;

function consent(answer: Answer, more: Partial<AuthorizationCodeOptions> = {}) {
  const events: AuthEvent[] = [];
  const { fetch, sent } = answering(answer);
  const onEvent = (event: AuthEvent) => events.push(event);
  const options = { ...base, fetch, clock: testClock(), onEvent, ...more } as AuthorizationCodeOptions;
  return { flow: authorizationCode(options), events, sent };
}

const echoes: readonly (readonly [string, Answer, string])[] = [
  [
    "a rejection",
    (sent) => refuse(400, { error: "invalid_grant", error_description: all(sent) }),
    "request-rejected",
  ],
  ["an overload", (sent) => refuse(503, { error_description: all(sent) }), "server-unavailable"],
  [
    "a network failure",
    (sent) => Promise.reject(Object.assign(new Error(`not sent: ${all(sent)}`), { request: sent })),
    "network",
  ],
];

test.each(echoes)(
  "shows neither code nor verifier of an exchange that ends in %s",
  async (name, answer, failure) => {
    const code = name === "a rejection" ? "consent-denied" : failure;
    const { flow, events } = consent(answer);
    const { state, codeVerifier } = await flow.begin();
    const callback = `${redirectUri}?code=${codeText}&state=${state}`;
    const error = await rejection(flow.complete(callback, { state, codeVerifier }));
    expect(error).toMatchObject({ code });
    expectPrivate([error, events, flow], hiddenOf({ state, codeVerifier, code: codeText }));
  },
);

test.each(echoes)("shows no refresh token of a renewal that ends in %s", async (name, answer, failure) => {
  const code = name === "a rejection" ? "consent-withdrawn" : failure;
  const { flow, events } = consent(answer);
  const tokens = flow.resume(refreshText);
  const error = await rejection(tokens.getToken());
  expect(error).toMatchObject({ code });
  expectPrivate([error, events, tokens, flow]);
});

test.each(["state-mismatch", "consent-denied"])("shows no secret of a callback with %s", async (code) => {
  const { flow } = consent(() => refuse(500));
  const { state, codeVerifier } = await flow.begin();
  const query =
    code === "state-mismatch"
      ? `code=${codeText}&state=other&error_description=${state}`
      : `state=${state}&error=access_denied&error_description=${state}%20${codeText}&code=${codeText}`;
  const error = await rejection(flow.complete(`${redirectUri}?${query}`, { state, codeVerifier }));
  expect(error).toMatchObject({ code });
  expectPrivate([error], hiddenOf({ state, codeVerifier, code: codeText }));
});

test("shows no part of a refresh token that cannot be stored", async () => {
  const onRefreshToken = (token: string) => {
    throw Object.assign(new Error(`could not write ${token}`), { command: ["SET", token] });
  };
  const { flow, events } = consent(() => tokenAnswer(accessText, { refresh_token: `${refreshText}-2` }), {
    onRefreshToken,
  });
  const tokens = flow.resume(refreshText);
  expect((await tokens.getToken()).value).toBe(accessText);
  expect(events).toContainEqual(expect.objectContaining({ type: "store-failed" }));
  expectPrivate([events, tokens, ...events.map((event) => ("error" in event ? event.error : undefined))]);
});

test.each(echoes)("shows no secret of a revocation that ends in %s", async (_name, answer, code) => {
  const { fetch, sent } = answering(answer);
  const { redirectUri: _, ...client } = base;
  const options = { ...client, fetch, tokenUrl: "https://login.example.com/token?key=qu3ry" };
  const error = await rejection(revokeToken(options as RevokeTokenOptions, accessText));
  expect(error).toMatchObject({ code });
  expectPrivate([error], hiddenOf({ query: "qu3ry" }));
  // Checks that the hidden values had been sent.
  expect(sent.flatMap(pieces)).toEqual(expect.arrayContaining([accessText, secret]));
});

function hiddenOf(texts: Readonly<Record<string, string>>): readonly Hidden[] {
  return Object.entries(texts).map(([what, text]) => ({ what, text }));
}
