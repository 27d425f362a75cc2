// Tests a driver's consent from the first link to the revoked token, with the emulator over TCP.
import { authorizationCode, revokeToken } from "@high-mobility-ts/auth";
import { createEmulator } from "@high-mobility-ts/emulator";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createClient } from "../src/index.ts";

const vin = "2HM00000000000001";
const redirectUri = "https://app.example.com/callback";
const app = { clientId: "consent-app", clientSecret: "consent-secret", redirectUris: [redirectUri] };
const emulator = createEmulator({ apps: [app], vehicles: [{ vin, brand: "sandbox" }] });
let server: Awaited<ReturnType<typeof emulator.listen>>;
beforeAll(async () => {
  server = await emulator.listen();
});
beforeEach(() => emulator.reset());
afterAll(() => server.close());

const { clientId, clientSecret } = app;

function flow(more: object = {}) {
  return authorizationCode({
    tokenUrl: `${server.url}/v1/access_tokens`,
    authorizationUrl: `${server.url}/oauth/new`,
    redirectUri,
    clientId,
    clientSecret,
    ...more,
  });
}

/** Acts like the driver's browser: opens the page, submits the form, and follows the redirect. */
async function answerAs(decision: "approve" | "deny", url: string): Promise<string> {
  const page = await (await fetch(url)).text();
  const hidden = [...page.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  const form = new URLSearchParams(hidden.map(([, name = "", value = ""]) => [name, value]));
  form.set("vin", vin);
  form.set("decision", decision);
  const answer = await fetch(url, { method: "POST", body: form, redirect: "manual" });
  return answer.headers.get("location") ?? "";
}

test("reads a vehicle with its driver's consent, refreshes the token, and revokes it", async () => {
  const kept: string[] = [];
  const consent = flow({ onRefreshToken: (one: string) => kept.push(one) });
  const request = await consent.begin();
  const tokens = await consent.complete(await answerAs("approve", request.url), request);
  const hm = createClient({ baseUrl: server.url, auth: tokens });

  expect(await hm.GET("/v1/vehicleinfo")).toMatchObject({ ok: true, data: { vin } });
  const data = await hm.GET("/v1/vehicle-data/autoapi-13/{vin}", { params: { path: { vin } } });
  expect(data).toMatchObject({ ok: true, data: { vin } });

  emulator.clock.advance("10m");
  expect(await hm.GET("/v1/vehicleinfo")).toMatchObject({ ok: true });
  expect(kept).toHaveLength(2);

  const { value } = await tokens.getToken();
  await revokeToken({ tokenUrl: `${server.url}/v1/access_tokens`, clientId, clientSecret }, value);
  const isOver = await fetch(`${server.url}/v1/vehicleinfo`, {
    headers: { authorization: `Bearer ${value}` },
  });
  expect(isOver.status).toBe(401);
});

test("resumes from a stored refresh token", async () => {
  const kept: string[] = [];
  const first = flow({ onRefreshToken: (one: string) => kept.push(one) });
  const request = await first.begin();
  await first.complete(await answerAs("approve", request.url), request);
  const hm = createClient({ baseUrl: server.url, auth: flow().resume(kept.at(-1) ?? "") });
  expect(await hm.GET("/v1/vehicleinfo")).toMatchObject({ ok: true, data: { vin } });
});

test("reports that the driver did not consent", async () => {
  const consent = flow();
  const request = await consent.begin();
  const back = await answerAs("deny", request.url);
  await expect(consent.complete(back, request)).rejects.toMatchObject({
    name: "AuthError",
    code: "consent-denied",
    error: "access_denied",
  });
});

test("cannot use a code without the verifier of its request", async () => {
  const consent = flow();
  const request = await consent.begin();
  const back = await answerAs("approve", request.url);
  const stolen = { state: request.state, codeVerifier: (await consent.begin()).codeVerifier };
  await expect(consent.complete(back, stolen)).rejects.toMatchObject({ code: "request-rejected" });
});
