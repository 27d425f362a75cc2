import { expect, test } from "vitest";
import { CodegenError } from "../source/codegen-error.ts";
import { parseArguments, requiredOption } from "./arguments.ts";

const options = { out: "string", check: "boolean" } as const;

test("returns operands and options, and nothing for what is missing", () => {
  const parsed = parseArguments("c", ["a", "--out", "x", "b", "--check"], {
    operands: ["one", "two"],
    options,
  });
  expect(parsed).toEqual({ operands: ["a", "b"], options: { out: "x", check: true } });
  expect(parseArguments("c", [], { operands: [], options })).toEqual({ operands: [], options: {} });
});

test.each([
  [["a"], [], "c takes no operands, got 1"],
  [[], ["one"], "c takes one, got 0"],
  [["a"], ["one", "two"], "c takes one and two, got 1"],
])("rejects the operands %j", (args, operands, want) => {
  expect(() => parseArguments("c", args, { operands, options })).toThrow(new CodegenError(want));
});

test.each([["--other"], ["--out"], ["--check=yes"]])(
  "rejects the option %s with Node's message",
  (option) => {
    expect(() => parseArguments("c", [option], { operands: [], options })).toThrow(
      expect.objectContaining({
        name: "CodegenError",
        message: expect.stringContaining(option.split("=")[0] ?? "") as string,
        cause: expect.any(TypeError) as Error,
      }),
    );
  },
);

test("an option without a default must be there", () => {
  expect(requiredOption("out", "x", "a folder")).toBe("x");
  expect(() => requiredOption("out", undefined, "a folder")).toThrow(
    new CodegenError("--out must be a folder, got nothing"),
  );
});
