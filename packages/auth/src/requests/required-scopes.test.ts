import { expect, test } from "vitest";
import { faces } from "../../test/faces.ts";
import { answering, api, refuse, rejection } from "../../test/kit.ts";
import { requiredScopes, type TokenSource } from "../index.ts";

const find = requiredScopes({
  list: { method: "GET", path: "/v1/fleets/vehicles", scopes: ["fleet:clearance"] },
  one: { method: "GET", path: "/v1/fleets/vehicles/{vin}", scopes: ["fleet:clearance"] },
  data: { method: "GET", path: "/v1/data/autoapi-13/{vin}", scopes: ["vehicle:data"] },
  special: { method: "GET", path: "/v1/data/autoapi-13/own", scopes: ["own"] },
});

test.each<[string, string, readonly string[] | undefined]>([
  ["GET", "/v1/fleets/vehicles?filter=1", ["fleet:clearance"]],
  ["GET", "/v1/fleets/vehicles/2HM00000000000001", ["fleet:clearance"]],
  ["GET", "/gateway/v1/data/autoapi-13/V", ["vehicle:data"]],
  ["GET", "/v1/data/autoapi-13/own", ["own"]],
  ["POST", "/v1/fleets/vehicles", undefined],
  ["GET", "/v1/elsewhere", undefined],
])("returns the scopes of %s %s: %j", (method, path, want) => {
  expect(find(method, `https://api.example.com${path}`)).toEqual(want);
});

function source(...scopes: string[]): TokenSource {
  return {
    resourceOrigins: [new URL(api).origin],
    getToken: async () => ({ value: "t", expiresAt: Number.MAX_SAFE_INTEGER, scopes: new Set(scopes) }),
    invalidate: () => {},
  };
}

test.each(faces)(
  "%s does not send a call whose token lacks a scope, and names it",
  async (_face, authorize) => {
    const { fetch, sent } = answering(() => refuse(200));
    const error = await rejection(
      authorize(source("vehicle:data"), fetch, { requiredScopes: find })(`${api}?a=1`),
    );
    expect(error).toMatchObject({
      code: "insufficient-scope",
      message: `GET ${api} was not sent: its token lacks the scope fleet:clearance. Give the application access to it in the console.`,
    });
    expect(sent).toEqual([]);
  },
);

test.each(faces)(
  "%s accepts scopes of single properties, as drivers' tokens have them, as vehicle:data",
  async (_face, authorize) => {
    const { fetch, sent } = answering(() => refuse(200));
    const url = `${new URL(api).origin}/v1/data/autoapi-13/V`;
    const driver = source("diagnostics.get.odometer", "charging.get.status");
    await authorize(driver, fetch, { requiredScopes: find })(url);
    expect(sent).toHaveLength(1);
    for (const [scopes, target] of [
      [["fleet:clearance"], url],
      [["diagnostics.get.odometer"], api],
    ] as const) {
      const call = authorize(source(...scopes), fetch, { requiredScopes: find })(target);
      expect(await rejection(call)).toMatchObject({ code: "insufficient-scope" });
    }
    expect(sent).toHaveLength(1);
  },
);

test.each(faces)(
  "%s sends a call if its token has all scopes or if its scopes are unknown",
  async (_face, authorize) => {
    const { fetch, sent } = answering(() => refuse(200));
    await authorize(source(), fetch, { requiredScopes: find })(api);
    await authorize(source("fleet:clearance"), fetch, { requiredScopes: find })(api);
    await authorize(source("x"), fetch, { requiredScopes: find })(`${new URL(api).origin}/unknown`);
    expect(sent).toHaveLength(3);
  },
);
