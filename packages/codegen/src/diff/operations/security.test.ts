import { expect, test } from "vitest";
import { faultOf } from "../../../test/support/fault.ts";
import type { JsonObject, JsonValue } from "../../source/json.ts";
import { resolverOf } from "../documents/resolver.ts";
import type { Security, SecurityAlternative } from "./api.ts";
import { securityOf, suffices } from "./security.ts";

const flow: JsonObject = { tokenUrl: "https://a/token", scopes: { read: "" } };

const securitySchemes: JsonObject = {
  basic: { type: "http", scheme: "Basic" },
  http: { type: "http" },
  key: { type: "apiKey", in: "header", name: "X-Key" },
  tls: { type: "mutualTLS" },
  fleet: { type: "oauth2", flows: { clientCredentials: flow, "x-flow": { any: 1 } } },
  driver: {
    type: "oauth2",
    flows: {
      authorizationCode: {
        refreshUrl: "https://a/refresh",
        authorizationUrl: "https://a/authorize",
        tokenUrl: "https://a/token",
        scopes: {},
      },
    },
  },
  discovered: { type: "openIdConnect", openIdConnectUrl: "https://a/openid" },
  hidden: { type: "openIdConnect", openIdConnectUrl: "" },
  alias: { $ref: "#/components/securitySchemes/key" },
  odd: { type: "http", scheme: "basic", color: "red" },
  oddFlow: { type: "oauth2", flows: { implicit: { color: "red" } } },
};

function read(security: JsonValue): Security {
  const value = { security, components: { securitySchemes } };
  const document = { id: "cars", value };
  return securityOf({ value, document, pointer: "" }, resolverOf([document]));
}

function credential(scopes: readonly string[] = [], flows: Readonly<Record<string, readonly string[]>> = {}) {
  return {
    scopes: new Set(scopes),
    flows: new Map(Object.entries(flows).map(([name, addresses]) => [name, new Set(addresses)])),
  };
}

function alternative(
  credentials: Readonly<Record<string, ReturnType<typeof credential>>>,
): SecurityAlternative {
  return { credentials: new Map(Object.entries(credentials)) };
}

const tokens = { clientCredentials: ["https://a/token"] };

test.each<{ name: string; given: JsonValue; want: Security }>([
  {
    name: "a user name and a password",
    given: [{ basic: [] }],
    want: [alternative({ basic: credential() })],
  },
  {
    name: "a scheme of HTTP without its name",
    given: [{ http: [] }],
    want: [alternative({ http: credential() })],
  },
  {
    name: "a key in a header",
    given: [{ key: [] }],
    want: [alternative({ "apiKey header X-Key": credential() })],
  },
  { name: "a certificate", given: [{ tls: [] }], want: [alternative({ mutualTLS: credential() })] },
  {
    name: "a scheme that refers to another one",
    given: [{ alias: [] }],
    want: [alternative({ "apiKey header X-Key": credential() })],
  },
  {
    name: "a token with scopes",
    given: [{ fleet: ["read", "write"] }],
    want: [alternative({ bearer: credential(["read", "write"], tokens) })],
  },
  {
    name: "a token from several addresses",
    given: [{ driver: [] }],
    want: [
      alternative({
        bearer: credential([], {
          authorizationCode: ["https://a/token", "https://a/authorize", "https://a/refresh"],
        }),
      }),
    ],
  },
  {
    name: "a token whose addresses are described elsewhere",
    given: [{ discovered: [] }],
    want: [alternative({ bearer: credential([], { openIdConnect: ["https://a/openid"] }) })],
  },
  {
    name: "a token without addresses",
    given: [{ hidden: [] }],
    want: [alternative({ bearer: credential() })],
  },
  {
    name: "two schemes for the same credentials",
    given: [{ fleet: ["read"], discovered: ["write"] }],
    want: [
      alternative({
        bearer: credential(["read", "write"], { ...tokens, openIdConnect: ["https://a/openid"] }),
      }),
    ],
  },
  {
    name: "scopes that are not a list",
    given: [{ fleet: "read" }],
    want: [alternative({ bearer: credential([], tokens) })],
  },
  { name: "a requirement that is not a mapping", given: ["basic"], want: [alternative({})] },
  { name: "no requirement", given: [], want: [] },
  {
    name: "an alternative that requires more than another one",
    given: [{ basic: [], key: [] }, { key: [] }, { fleet: ["a", "b"] }, { fleet: ["a"] }],
    want: [
      alternative({ "apiKey header X-Key": credential() }),
      alternative({ bearer: credential(["a"], tokens) }),
    ],
  },
  {
    name: "two equal alternatives",
    given: [{ key: [] }, { basic: [] }, { alias: [] }],
    want: [alternative({ "apiKey header X-Key": credential() }), alternative({ basic: credential() })],
  },
])("reads $name", ({ given, want }) => {
  expect(read(given)).toEqual(want);
});

test.each([
  {
    name: "a scheme that is not described",
    given: [{ basic: [] }, { gone: [] }],
    want: 'cars #/security/1: the security scheme "gone" is not described',
  },
  {
    name: "an unknown keyword of a scheme",
    given: [{ odd: [] }],
    want: "cars #/components/securitySchemes/odd/color: keyword `color` of a security scheme cannot be compared: it is unknown",
  },
  {
    name: "an unknown keyword of a flow",
    given: [{ oddFlow: [] }],
    want: "cars #/components/securitySchemes/oddFlow/flows/implicit/color: keyword `color` of a flow cannot be compared: it is unknown",
  },
])("rejects $name", ({ given, want }) => {
  expect(() => read(given)).toThrow(faultOf(want));
});

test("credentials are sufficient if they include every kind and every scope", () => {
  const one = alternative({ bearer: credential(["a"]) });
  const more = alternative({ bearer: credential(["a", "b"]), basic: credential() });
  expect([suffices(one, more), suffices(more, one), suffices(one, one)]).toEqual([true, false, true]);
  expect(suffices(alternative({ bearer: credential(["a", "b"]) }), one)).toBe(false);
  expect(suffices(alternative({ basic: credential() }), one)).toBe(false);
  expect(suffices(alternative({}), one)).toBe(true);
});
