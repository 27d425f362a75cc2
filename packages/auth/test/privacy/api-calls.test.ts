import { describe, expect, test } from "vitest";
import type { AuthEvent, TokenSource } from "../../src/index.ts";
import { faces } from "../faces.ts";
import { answering, api, refuse, rejection, tokenAnswer } from "../kit.ts";
import { accessText, all, expectPrivate, secondAccessText, secret, watched } from "./watched.ts";

describe.each(faces)("%s", (_face, authorize) => {
  /** Issues one token, and then another. */
  const twoTokens = () =>
    watched(
      { clientSecret: secret },
      () => tokenAnswer(accessText),
      () => tokenAnswer(secondAccessText),
    );

  test("shows no part of a rejected token or of the next token", async () => {
    const events: AuthEvent[] = [];
    const { fetch, sent } = answering(() => refuse(401, "", { "www-authenticate": `Bearer ${accessText}` }));
    const world = twoTokens();
    await authorize(world.tokens, fetch, { onEvent: (event) => events.push(event) })(api);
    const headers = sent.map((one) => one.headers.get("authorization"));
    expect(headers).toEqual([`Bearer ${accessText}`, `Bearer ${secondAccessText}`]);
    expect(events).toHaveLength(1);
    world.expectPrivate(events);
  });

  test("shows no token if the second token request fails", async () => {
    const world = watched(
      { clientSecret: secret },
      () => tokenAnswer(accessText),
      (request) => refuse(400, { error_description: `${all(request)}, for access_token=${accessText}` }),
    );
    const { fetch } = answering(() => refuse(401));
    const error = await rejection(authorize(world.tokens, fetch)(api));
    expect(error).toMatchObject({ code: "request-rejected" });
    world.expectPrivate(error);
  });

  test.each([
    ["in its query", `https://evil.example/?access_token=${accessText}`],
    ["in its path", `https://evil.example/${accessText}/x`],
    ["in its fragment", `https://evil.example/#access_token=${accessText}`],
    ["as a password", `https://user:${accessText}@evil.example/`],
  ])("shows no part of a token in a redirect: %s", async (_name, location) => {
    const { fetch } = answering(() => refuse(302, "", { location }));
    const world = twoTokens();
    const error = await rejection(authorize(world.tokens, fetch)(api));
    const message = expect.stringContaining("https://evil.example/");
    expect(error).toMatchObject({ code: "redirect-rejected", message });
    world.expectPrivate(error);
  });

  test("shows no secret of a request to another origin", async () => {
    const { fetch } = answering(() => refuse(200));
    const world = twoTokens();
    const call = authorize(world.tokens, fetch)(`https://evil.example/?access_token=${accessText}`);
    const error = await rejection(call);
    expect(error).toMatchObject({ code: "origin-not-allowed" });
    world.expectPrivate(error);
  });

  test("sends no token that could end a header line, and shows no part of it", async () => {
    const { fetch, sent } = answering(() => refuse(200));
    for (const value of [`${accessText}\r\nx: y`, `${accessText}ä`, `${accessText} x`, ""]) {
      const tokens: TokenSource = {
        resourceOrigins: [new URL(api).origin],
        getToken: async () => ({ value, expiresAt: Number.MAX_SAFE_INTEGER, scopes: new Set() }),
        invalidate: () => undefined,
      };
      const error = await rejection(authorize(tokens, fetch)(api));
      expect(error).toBeInstanceOf(TypeError);
      expect(error).toHaveProperty("message", expect.stringContaining("must be visible ASCII"));
      expectPrivate([error]);
    }
    expect(sent).toEqual([]);
  });
});
