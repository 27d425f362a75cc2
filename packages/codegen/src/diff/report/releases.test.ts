import { expect, test } from "vitest";
import { change, whereOf } from "../../../test/support/changes.ts";
import type { JsonObject } from "../../source/json.ts";
import type { Change } from "../codes/change.ts";
import type { ChangeCode } from "../codes/change-codes.ts";
import { releasesOf } from "./releases.ts";
import { tokenPathsIn } from "./token-paths.ts";

function releases(...changes: readonly Change[]): readonly string[] {
  return releasesOf(changes, new Set(["/token"])).map(({ name, level }) => `${name} ${level}`);
}

test("no change releases nothing", () => {
  expect(releases()).toEqual([]);
});

test("a change releases the client, the emulator and the schema", () => {
  expect(releases(change())).toEqual([
    "@high-mobility-ts/client minor",
    "@high-mobility-ts/emulator minor",
    "@high-mobility-ts/schema minor",
  ]);
});

test.each<[string, Partial<Change>]>([
  ["at the token endpoint", { where: whereOf("POST /token") }],
  ["that is also at the token endpoint", { alsoAt: [whereOf("GET /b"), whereOf("POST /token")] }],
  ["of the way to obtain tokens", { code: "token-url-changed" }],
])("a change %s releases auth, too, with its own level", (_name, parts) => {
  expect(releases(change({ level: "major" }), change(parts))).toEqual([
    "@high-mobility-ts/auth minor",
    "@high-mobility-ts/client major",
    "@high-mobility-ts/emulator minor",
    "@high-mobility-ts/schema major",
  ]);
});

test.each(["POST /tokens", "POST", "/token"])("a change at `%s` does not release auth", (operation) => {
  expect(releases(change({ where: whereOf(operation) }))[0]).toBe("@high-mobility-ts/client minor");
});

test("an operation without a path is not at a token endpoint, even if a path is empty", () => {
  expect(releasesOf([change({ where: whereOf("SUBSCRIBE") })], new Set(["/"]))).toHaveLength(3);
});

test.each<[ChangeCode, Change["level"], string | undefined]>([
  ["operation-added", "major", "major"],
  ["operation-removed", "major", "major"],
  ["operation-moved", "major", "major"],
  ["operation-id-changed", "major", "major"],
  ["status-removed", "major", "major"],
  ["status-added", "major", "major"],
  ["operation-level-added", "major", "minor"],
  ["property-removed", "major", "minor"],
  ["property-added", "minor", "minor"],
  ["default-added", "patch", "patch"],
  ["operation-deprecated", "minor", undefined],
  ["property-undeprecated", "patch", undefined],
])("the change %s of level %s releases the emulator as %s", (code, level, want) => {
  const emulator = releasesOf([change({ code, level })], new Set()).filter(({ name }) =>
    name.endsWith("/emulator"),
  );
  expect(emulator).toEqual(want === undefined ? [] : [{ name: "@high-mobility-ts/emulator", level: want }]);
});

function pathsIn(...securitySchemes: readonly JsonObject[]): readonly string[] {
  const documents = securitySchemes.map((schemes, index) => ({
    id: `${index}`,
    value: { components: { securitySchemes: schemes } },
  }));
  return [...tokenPathsIn([...documents, { id: "empty", value: {} }])];
}

function oauth(flows: JsonObject): JsonObject {
  return { type: "oauth2", flows };
}

test("finds the paths of the token endpoints of all documents", () => {
  const one = { tokenUrl: "https://a.example/token?x=1" };
  const two = { tokenUrl: "https://b.example/v1/token", authorizationUrl: "https://b.example/login" };
  expect(
    pathsIn(
      { a: oauth({ clientCredentials: two, authorizationCode: one }) },
      { b: oauth({ password: one }) },
    ),
  ).toEqual(["/v1/token", "/token"]);
});

test.each<[string, JsonObject]>([
  ["a scheme without flows", { type: "http" }],
  ["a flow without a token endpoint", oauth({ implicit: {} })],
  ["a relative address", oauth({ password: { tokenUrl: "/token" } })],
  ["a flow that is not a mapping", oauth({ password: "https://a.example/token" })],
])("%s has no path of a token endpoint", (_name, scheme) => {
  expect(pathsIn({ a: scheme })).toEqual([]);
});
