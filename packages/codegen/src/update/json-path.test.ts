import fc from "fast-check";
import { jsonpath } from "json-p3";
import { expect, test } from "vitest";
import { pointerOf } from "../source/json-pointer.ts";
import { jsonPathOf } from "./json-path.ts";

test("finds the value at the pointer, for any keys in mappings and lists", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom("0", "a'b", "a\\b", "/v1/{vin}"))), (keys) => {
      const document = [...keys]
        .reverse()
        .reduce<object>((inner, key) => Object.fromEntries([[key, [inner]]]), {});
      const pointer = pointerOf(keys.flatMap((key) => [key, 0]));
      const { nodes } = jsonpath.query(jsonPathOf(pointer, document as never), document as never);
      expect([...nodes].map(({ value }) => value)).toEqual([{}]);
    }),
  );
});

test("writes the path as overlays do", () => {
  const document = { paths: { "/v1/{vin}": { get: { parameters: [{}], responses: { "200": {} } } } } };
  expect(jsonPathOf("/paths/~1v1~1{vin}/get/parameters/0", document)).toBe(
    "$.paths['/v1/{vin}'].get.parameters[0]",
  );
  expect(jsonPathOf("/paths/~1v1~1{vin}/get/responses/200", document)).toBe(
    "$.paths['/v1/{vin}'].get.responses['200']",
  );
});
