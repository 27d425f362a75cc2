import { describe, expect, test } from "vitest";
import { processTokenResponse } from "../../src/endpoint/token-response.ts";
import { AuthError, authMiddleware, withAuth } from "../../src/index.ts";
import { answering, api, refuse, rejection, tokenAnswer, tokenUrl } from "../kit.ts";
import {
  accessText,
  all,
  credentials,
  expectPrivate,
  keys,
  pemText,
  pieces,
  refreshText,
  watched,
} from "./watched.ts";

describe.each(credentials)("with a $name", ({ name, own }) => {
  test("shows no secret of a rejection that repeats the sent values one by one", async () => {
    let count = 1;
    for (let at = 0; at < count; at++) {
      const world = watched(own, (request) => {
        count = pieces(request).length;
        const piece = pieces(request)[at];
        return refuse(400, { error: piece, error_description: `was: ${piece}`, access_token: accessText });
      });
      const error = await rejection(world.tokens.getToken());
      expect(error).toMatchObject({
        code: "request-rejected",
        description: expect.stringContaining("was: "),
      });
      world.expectPrivate(error);
    }
  });

  test("shows no credentials that an overloaded server repeats", async () => {
    const world = watched(own, (request) => refuse(503, { error_description: all(request) }));
    const error = await rejection(world.tokens.getToken());
    expect(error).toMatchObject({ code: "server-unavailable" });
    world.expectPrivate(error);
  });

  test("shows no secret of a network failure that contains the request", async () => {
    const world = watched(own, (request) => {
      const inner = Object.assign(new Error(`not sent: ${all(request)}`), { request, code: "ECONNRESET" });
      throw Object.assign(new TypeError(`failed: ${all(request)}`, { cause: inner }), { config: request });
    });
    const error = await rejection(world.tokens.getToken());
    expect(error).toMatchObject({
      code: "network",
      cause: { name: "TypeError", cause: { code: "ECONNRESET" } },
    });
    world.expectPrivate(error);
  });

  test("shows no token of a body that is truncated after the tokens", async () => {
    const begun = `{"access_token":"${accessText}","refresh_token":"${refreshText}","expi`;
    const world = watched(own, () => {
      const start = (controller: ReadableStreamDefaultController) => {
        controller.enqueue(new TextEncoder().encode(begun));
        controller.error(Object.assign(new TypeError(`terminated after ${begun}`), { body: begun }));
      };
      return new Response(new ReadableStream({ start }));
    });
    const error = await rejection(world.tokens.getToken());
    expect(error).toMatchObject({ code: "network" });
    world.expectPrivate(error);
  });

  test.each<[string, () => Response]>([
    [
      "that is truncated",
      () => refuse(200, `{"access_token":"${accessText}","refresh_token":"${refreshText}"`),
    ],
    ["without expires_in", () => Response.json({ access_token: accessText, token_type: "bearer" })],
    ["of another type", () => tokenAnswer(accessText, { token_type: accessText })],
    [
      "with a token that ends a line",
      () => tokenAnswer(`${accessText}\r\nx: y`, { refresh_token: refreshText }),
    ],
  ])("shows no secret of a response %s", async (_case, answer) => {
    const world = watched(own, answer);
    const error = await rejection(world.tokens.getToken());
    expect(error).toMatchObject({ code: "invalid-response" });
    world.expectPrivate(error);
  });

  test("shows no secret of a redirect that contains the token", async () => {
    const world = watched(own, () => refuse(302, "", { location: `https://evil.example/?t=${accessText}` }));
    const error = await rejection(world.tokens.getToken());
    expect(error).toMatchObject({ code: "redirect-rejected" });
    world.expectPrivate(error);
  });

  test("shows no secret of a token URL whose query is a secret", async () => {
    const url = `${tokenUrl}?key=qu3ry`;
    const broken = () => Promise.reject(new Error(`no connection to ${url}`));
    for (const answer of [() => refuse(400), () => refuse(500), () => refuse(200), broken]) {
      const { tokens, sent, events } = watched({ ...own, tokenUrl: url }, answer);
      const error = await rejection(tokens.getToken());
      expectPrivate([error, events], [{ what: "query of the token URL", text: "qu3ry" }]);
      expect(sent[0]?.url).toBe(url);
    }
  });

  test("shows no secret in the source, the middleware, the fetch or the token", async () => {
    const world = watched(own, () => tokenAnswer(accessText, { refresh_token: refreshText }));
    const { tokens } = world;
    const token = await tokens.getToken();
    const { fetch } = answering(() => refuse(200));
    const [middleware, authedFetch] = [authMiddleware(tokens), withAuth(tokens, { fetch })];
    await authedFetch(api);
    const { value, ...rest } = token;
    expect(value).toBe(accessText);
    world.expectPrivate(middleware, authedFetch, token, { token }, rest, structuredClone(token));
    world.expectPrivate(...Object.values({ ...tokens, ...middleware }));
  });

  test("sends the values that it hides, which the tests above repeat", async () => {
    const { tokens, sent, assertions } = watched(own, () => tokenAnswer(accessText));
    await tokens.getToken();
    const texts = sent.flatMap(pieces);
    if (name.startsWith("private key")) expect(texts).toContain(assertions()[0]?.text);
    else expect(() => expectPrivate([texts])).toThrow(/client secret|Basic credentials/);
  });
});

test.each<[string, object]>([
  ["JWK of another curve", { jwk: { ...keys.jwk, crv: "P-384" } }],
  ["JWK of another type", { jwk: { ...keys.jwk, kty: "OKP" } }],
  ["JWK as CryptoKey", { key: keys.jwk }],
  ["PEM with another label", { pem: keys.pem.replaceAll("PRIVATE", "DSA PRIVATE") }],
  ["PEM without its label", { pem: pemText }],
  ["public PEM", { pem: keys.publicPem }],
  ["PEM that is not base64", { pem: keys.pem.replace("M", "?") }],
  ["PEM", { pem: keys.pem.replace(pemText.slice(90, 110), "A".repeat(20)) }],
  ["JWK", { jwk: { ...keys.jwk, x: String(keys.jwk.y) } }],
])("shows no part of a %s that cannot be imported", async (_name, key) => {
  const world = watched({ privateKey: { id: "k", ...key } }, () => tokenAnswer(accessText));
  const error = await rejection(world.tokens.getToken());
  expect(error).toBeInstanceOf(AuthError);
  expect(error).toMatchObject({ code: "invalid-key" });
  world.expectPrivate(error);
});

test("shows no part of a refresh token that the server repeats", async () => {
  const context = {
    where: `POST ${tokenUrl}`,
    sentAt: 0,
    parameters: { grant_type: "refresh_token" },
    secrets: [refreshText],
    maxPauseMs: 60_000,
    assumedLifetimeMs: undefined,
    onEvent: undefined,
  };
  const echo = refuse(400, { error: "invalid_grant", error_description: `${refreshText} is used up` });
  const error = await rejection(processTokenResponse(echo, context));
  expect(error).toMatchObject({ description: "[redacted] is used up" });
  expectPrivate([error]);
});
