// No error, result or event contains a credential, even if a server or a `fetch` repeats it.
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { type ClientEvent, createClient, unwrap } from "../src/index.ts";

const token = "eyJhbGciOiJIUzI1NiJ9.c2VjcmV0+/x==";
const clientSecret = 'p& the "client\'s" secret/1';
const vin = "2HM00000000000001";
const tokenResponse = { access_token: token, token_type: "bearer", expires_in: 3_600 };

type Fail = (request: Request) => Response | Promise<Response>;

function page(status: number): Fail {
  return (request) =>
    new Response(`<html>${request.url} authorization: ${request.headers.get("authorization")}</html>`, {
      status,
      headers: { "content-type": "text/html", "x-request-id": `${token}${token}` },
    });
}

function json(status: number, body: object): Fail {
  return () => Response.json(body, { status });
}

const cases: readonly (readonly [string, Fail])[] = [
  [
    "an error of fetch with its request, in its cause, too",
    (request) =>
      Promise.reject(
        Object.assign(new TypeError(`failed with ${token}`, { cause: { request, token } }), {
          request,
          token,
        }),
      ),
  ],
  [
    "an error of a fetch that is not a TypeError",
    (request) =>
      Promise.reject(Object.assign(new Error("boom"), { config: { headers: [...request.headers] } })),
  ],
  [
    "a message that repeats the token",
    json(401, { errors: [{ title: "no", detail: `the token ${token} is old` }] }),
  ],
  [
    "a body with the token in other members",
    json(403, { sent: { deep: [{ token }] }, errors: [{ title: token }] }),
  ],
  ["a body with the client secret", json(500, [{ title: `${clientSecret} is wrong` }])],
  ["a body with the secret in a form", json(400, { error: `secret=${encodeURIComponent(clientSecret)}` })],
  ["a proxy's page that repeats the header", page(502)],
  ["a proxy's page with 200", page(200)],
  ["JSON that is truncated after the token", () => new Response(`{"token":"${token}",`)],
  [
    "a truncated body with an error",
    () =>
      new Response(
        new ReadableStream({
          pull: () => Promise.reject(Object.assign(new TypeError(`terminated ${token}`), { token })),
        }),
      ),
  ],
];

test.each(cases)("%s", async (_name, fail) => {
  const events: ClientEvent[] = [];
  const hm = createClient({
    environment: "sandbox",
    clientId: "app",
    clientSecret,
    retry: { attempts: 2, baseDelayMs: 0 },
    onEvent: (event) => events.push(event),
    fetch: async (input, init) => {
      const request = new Request(input, init);
      return request.url.endsWith("/v1/access_tokens") ? Response.json(tokenResponse) : fail(request);
    },
  });
  const caught: unknown = await unwrap(hm.getVehicleData({ vin })).catch((error: unknown) => error);
  const result = await hm.getVehicleData({ vin }).catch((error: unknown) => ({ error }));
  // The response itself is not changed.
  const shown = [caught, result.error, events]
    .flatMap((value) => [
      inspect(value, { depth: null, showHidden: true }),
      JSON.stringify(value),
      String(value),
    ])
    .join("\n");
  expect(caught).toBeInstanceOf(Error);
  for (const secret of [
    token,
    clientSecret,
    JSON.stringify(clientSecret).slice(1, -1),
    encodeURIComponent(clientSecret),
  ])
    expect(shown).not.toContain(secret);
  expect(shown).not.toContain("c2VjcmV0");
});

test("other values stay readable", async () => {
  const hm = createClient({
    environment: "sandbox",
    auth: {
      getToken: async () => ({ value: token, expiresAt: Infinity, scopes: new Set() }),
      invalidate: () => undefined,
    },
    fetch: async () =>
      Response.json(
        { errors: [{ title: "Not found", detail: `not ${token}, but ${vin}` }] },
        { status: 404 },
      ),
  });
  await expect(unwrap(hm.getVehicleData({ vin }))).rejects.toMatchObject({
    errors: [{ title: "Not found", detail: `not [redacted], but ${vin}`, source: undefined }],
    body: { errors: [{ title: "Not found", detail: `not [redacted], but ${vin}` }] },
  });
});
