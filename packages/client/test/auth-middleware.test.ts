import { authMiddleware, type TokenSource } from "@high-mobility-ts/auth";
import { expect, test } from "vitest";
import { createClient } from "../src/index.ts";

const origin = "https://api.example.com";

function tokens(): TokenSource & { readonly refused: string[] } {
  const refused: string[] = [];
  return {
    refused,
    getToken: async () => ({
      value: `t${refused.length + 1}`,
      expiresAt: Number.MAX_SAFE_INTEGER,
      scopes: new Set<string>(),
    }),
    invalidate: ({ value }) => {
      refused.push(value);
    },
    resourceOrigins: [origin],
  };
}

function server(...responses: Response[]) {
  const sent: { token: string | null; body: string }[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    sent.push({ token: request.headers.get("authorization"), body: await request.text() });
    const response = responses.shift();
    if (!response) throw new Error("one request too many");
    return response;
  };
  return { sent, fetch };
}

test("the middleware of auth sends the token, and replays a rejected call once", async () => {
  const { sent, fetch } = server(
    Response.json({}, { status: 401 }),
    Response.json({ vin: "V", eligible: true, data_delivery: [] }),
  );
  const unused = { ...tokens(), getToken: () => Promise.reject(new Error("not asked")) };
  const hm = createClient({ baseUrl: origin, auth: unused, fetch });
  hm.use(authMiddleware(tokens()));
  const { data } = await hm.POST("/v1/eligibility", { body: { vin: "2HM00000000000001", brand: "sandbox" } });
  expect(data).toMatchObject({ eligible: true });
  expect(sent.map(({ token }) => token)).toEqual(["Bearer t1", "Bearer t2"]);
});
