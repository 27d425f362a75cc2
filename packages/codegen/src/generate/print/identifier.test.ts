import { describe, expect, test } from "vitest";
import { identifier, isPropertyName, memberName, printKey, printString } from "./identifier.ts";

const place = { file: "a.yaml", pointer: "/types/x" };
const reserved = `any arguments await bigint boolean break case catch class const continue debugger default
  delete do else enum eval export extends false finally for function if implements import in instanceof interface
  let never new null number object package private protected public return static string super switch symbol this
  throw true try typeof undefined unknown var void while with yield`.split(/\s+/);
const names = ["a", "A", "z1", "Z_", "_", "$", "$1", "a$b", "Any"];
const others = ["", "1a", "a-b", "a b", " a", "a ", "a\n", "é", "a.b", '"a"'];

describe("a name of a constant or a type", () => {
  test.each(names)("may be %j", (name) => {
    expect(identifier(name)).toBe(name);
  });

  test.each([...others, ...reserved])("must not be %j", (name) => {
    expect(() => identifier(name, place)).toThrow(
      expect.objectContaining({
        name: "CodegenError",
        message: `a.yaml #/types/x: a name in TypeScript must be letters, digits, _ and $, and no reserved word, got ${JSON.stringify(name)}`,
      }),
    );
  });
});

describe("a name of a member", () => {
  test.each([...names, ...reserved])("may be %j", (name) => {
    expect(memberName(name, place)).toBe(name);
  });

  test.each([...others, "constructor", "toString", "hasOwnProperty", "__proto__"])(
    "must not be %j",
    (name) => {
      expect(() => memberName(name, place)).toThrow(
        expect.objectContaining({
          name: "CodegenError",
          message: `a.yaml #/types/x: the name of a member must be letters, digits, _ and $, and no member of every object, got ${JSON.stringify(name)}`,
        }),
      );
    },
  );
});

test("a key has quotes if it is no name, and brackets if it would set the prototype", () => {
  expect([...names, ...others].map(printKey)).toEqual([
    ...names,
    ...others.map((name) => JSON.stringify(name)),
  ]);
  expect(printKey("default")).toBe("default");
  expect(printKey("__proto__")).toBe('["__proto__"]');
  expect(names.every(isPropertyName)).toBe(true);
  expect(others.some(isPropertyName)).toBe(false);
});

test("a text is printed with every invisible character escaped", () => {
  expect(printString('a"\u202e\n')).toBe('"a\\"\\u202e\\n"');
});
