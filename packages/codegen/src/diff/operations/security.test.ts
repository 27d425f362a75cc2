import { expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../source/json.ts";
import type { Located } from "../documents/located.ts";
import { resolverOf } from "../documents/resolver.ts";
import { securityOf, suffices } from "./security.ts";

const securitySchemes: JsonObject = {
  oauth: {
    type: "oauth2",
    flows: {
      clientCredentials: { tokenUrl: "t", refreshUrl: "r", scopes: {} },
      authorizationCode: { authorizationUrl: "a", tokenUrl: "t" },
      "x-other": {},
    },
  },
  openid: { type: "openIdConnect", openIdConnectUrl: "o" },
  bearer: { type: "http", scheme: "Bearer" },
  http: { type: "http" },
  key: { type: "apiKey", in: "header", name: "X-Key" },
  tls: { type: "mutualTLS" },
  alias: { $ref: "#/components/securitySchemes/key" },
};
const document = { id: "cars", value: { components: { securitySchemes } } };

function read(security: JsonValue) {
  const holder: Located = { value: { security }, document, pointer: "/at" };
  return securityOf(holder, resolverOf([document]));
}

/** Kind, scopes and flows of each credential of each alternative. */
function shown(security: JsonValue) {
  return read(security).map(({ credentials }) =>
    [...credentials].map(([kind, { scopes, flows }]) => [
      kind,
      [...scopes],
      [...flows].map(([name, addresses]) => [name, ...addresses].join(" ")),
    ]),
  );
}

test.each<[string, JsonValue]>([
  ["oauth", ["bearer", ["a"], ["clientCredentials t r", "authorizationCode t a"]]],
  ["openid", ["bearer", ["a"], ["openIdConnect o"]]],
  ["bearer", ["bearer", ["a"], []]],
  ["http", ["http", ["a"], []]],
  ["key", ["apiKey header X-Key", ["a"], []]],
  ["tls", ["mutualTLS", ["a"], []]],
  ["alias", ["apiKey header X-Key", ["a"], []]],
])("the scheme %s is what a caller sends", (name, want) => {
  expect(shown([{ [name]: ["a"] }])).toEqual([[want]]);
});

test("schemes of one kind are one credential, with the scopes and flows of all", () => {
  expect(shown([{ bearer: ["a"], openid: ["b", "a"], key: [] }])).toEqual([
    [
      ["bearer", ["a", "b"], ["openIdConnect o"]],
      ["apiKey header X-Key", [], []],
    ],
  ]);
});

test.each<[string, JsonValue, JsonValue]>([
  [
    "an alternative that requires more",
    [{ bearer: ["a"], key: [] }, { bearer: ["a"] }],
    [["bearer", ["a"], []]],
  ],
  ["an alternative with more scopes", [{ bearer: ["a", "b"] }, { bearer: ["a"] }], [["bearer", ["a"], []]]],
  ["the second of two equal ones", [{ bearer: ["a"] }, { bearer: ["a"] }], [["bearer", ["a"], []]]],
  ["everything beside nothing", [{ bearer: [] }, {}, { key: [] }], []],
])("omits %s", (_what, security, want) => {
  expect(shown(security)).toEqual([want]);
});

test("keeps alternatives of which none includes another", () => {
  expect(shown([{ bearer: ["a"] }, { bearer: ["b"] }, { key: [] }])).toHaveLength(3);
  expect([shown([]), shown({}), shown("bearer")]).toEqual([[], [], []]);
});

test("a requirement that is no mapping is open, and scopes that are no list are none", () => {
  expect([shown(["bearer"]), shown([{ bearer: "a" }])]).toEqual([[[]], [[["bearer", [], []]]]]);
});

test("refuses a scheme that is not described", () => {
  expect(() => read([{ bearer: [] }, { other: [] }])).toThrow(
    expect.objectContaining({
      name: "CodegenError",
      message: 'cars #/at/security/1: the security scheme "other" is not described',
    }),
  );
});

test("credentials suffice if they have every kind and scope", () => {
  const [a, ab, both, none] = [
    [{ bearer: ["a"] }],
    [{ bearer: ["a", "b"] }],
    [{ bearer: ["a"], key: [] }],
    [{}],
  ].map((security) => read(security)[0] ?? { credentials: new Map() });
  if (!a || !ab || !both || !none) throw new Error("four alternatives");
  expect([suffices(a, ab), suffices(ab, a), suffices(a, both), suffices(both, a)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
  expect([suffices(none, a), suffices(a, none)]).toEqual([true, false]);
});
