import { expect, test } from "vitest";
import { printModule } from "../print/print-module.ts";
import type { Check } from "./runtime/check.ts";
import {
  bodyPart,
  type CheckHome,
  type CheckHomes,
  type MessageContext,
  messagePart,
  type NamedMessage,
  printConstant,
  sharedModule,
} from "./validator-modules.ts";

const lock: Check = { kind: "enum", values: ["locked", "unlocked"] };
const doors: Check = { kind: "object", properties: { a: lock, b: { kind: "array", items: lock } } };
const noHomes: CheckHomes = new Map();
const homes: CheckHomes = new Map<Check, CheckHome>([
  [lock, { name: "Lock", file: "shared.ts" }],
  [doors, { name: "Doors", file: "push-v2/shared.ts" }],
]);

function printedMessage(change: Partial<NamedMessage>, context: Partial<MessageContext> = {}): string {
  const message: NamedMessage = {
    name: "DoorsLock",
    capability: "doors",
    property: "lock",
    isList: false,
    data: lock,
    ...change,
  };
  const part = messagePart(message, { homes: noHomes, components: new Map(), ...context });
  return printModule("push/doors.ts", [part]);
}

test("a shared module declares its own checks, and imports those of other modules", () => {
  expect(sharedModule("shared.ts", homes)).toBe(`import type { Check } from "./runtime/check.ts";

export const Lock: Check = { kind: "enum", values: ["locked", "unlocked"] };
`);
  expect(sharedModule("push-v2/shared.ts", homes)).toBe(`import type { Check } from "../runtime/check.ts";
import { Lock } from "../shared.ts";

export const Doors: Check = { kind: "object", properties: { a: Lock, b: { kind: "array", items: Lock } } };
`);
});

test("a message with listed values declares their type", () => {
  expect(printedMessage({})).toBe(`import type { Check } from "../runtime/check.ts";
import { type PushItemMessage, itemMessage } from "../runtime/push-message.ts";
import type { ResponseValidator } from "../runtime/validator.ts";

const checkDoorsLock: Check = { kind: "enum", values: ["locked", "unlocked"] };

type DoorsLockData = "locked" | "unlocked";

export type DoorsLockMessage = PushItemMessage<"doors", "lock", DoorsLockData>;

export const validateDoorsLockMessage: ResponseValidator<DoorsLockMessage> =
  /* @__PURE__ */ itemMessage("doors", "lock", checkDoorsLock);
`);
});

test("a message with a list of numbers imports no types of the bundle", () => {
  expect(
    printedMessage({ isList: true, data: { kind: "integer" } }),
  ).toBe(`import type { Check } from "../runtime/check.ts";
import { type PushItemListMessage, itemListMessage } from "../runtime/push-message.ts";
import type { ResponseValidator } from "../runtime/validator.ts";

const checkDoorsLock: Check = { kind: "integer" };

export type DoorsLockMessage = PushItemListMessage<"doors", "lock", number>;

export const validateDoorsLockMessage: ResponseValidator<DoorsLockMessage> =
  /* @__PURE__ */ itemListMessage("doors", "lock", checkDoorsLock);
`);
});

test("a message with the check of a component has the component's type", () => {
  expect(
    printedMessage({ name: "A", property: "b" }, { homes, components: new Map([[lock, "Lock"]]) }),
  ).toBe(`import type { components } from "../../types.ts";
import { type PushItemMessage, itemMessage } from "../runtime/push-message.ts";
import type { ResponseValidator } from "../runtime/validator.ts";
import { Lock } from "../shared.ts";

export type AMessage = PushItemMessage<"doors", "b", components["schemas"]["Lock"]>;

export const validateAMessage: ResponseValidator<AMessage> = /* @__PURE__ */ itemMessage("doors", "b", Lock);
`);
});

test("a check is printed with all kinds of values", () => {
  const check: Check = {
    kind: "allOf",
    checks: [
      { kind: "string", pattern: /^a/u, untyped: true },
      { kind: "const", value: null },
      { kind: "number", minimum: 1 },
      lock,
    ],
  };
  const part = bodyPart({ name: "Car", direction: "request", tag: "t", check }, homes);
  expect(part.code[0]).toBe(`const checkCar: Check = {
  kind: "allOf",
  checks: [
    { kind: "string", pattern: /^a/u, untyped: true },
    { kind: "const", value: null },
    { kind: "number", minimum: 1 },
    Lock,
  ],
};
`);
});

test("a check cannot contain a function", () => {
  const check = { kind: "const", value: () => 1 } as unknown as Check;
  expect(() => bodyPart({ name: "Car", direction: "request", tag: "t", check }, homes)).toThrow(
    new TypeError("a check cannot contain a function"),
  );
});

test("a name that is no identifier is rejected", () => {
  const error = expect.objectContaining({
    name: "CodegenError",
    message: 'a name in TypeScript must be letters, digits, _ and $, and no reserved word, got "a-b"',
  });
  expect(() =>
    bodyPart({ name: "a-b", direction: "request", tag: "t", check: { kind: "any" } }, homes),
  ).toThrow(error);
  expect(() => printedMessage({ name: "a-b", data: { kind: "any" } })).toThrow(error);
});

test("a constant of at most 110 characters is on one line", () => {
  const start = "export const  = /* @__PURE__ */ call();".length;
  const fitting = "x".repeat(110 - start);
  expect(printConstant(fitting, "call()")).toBe(`export const ${fitting} = /* @__PURE__ */ call();\n`);
  expect(printConstant(`${fitting}x`, "call()")).toBe(
    `export const ${fitting}x =\n  /* @__PURE__ */ call();\n`,
  );
});

test("a type of at most 110 characters is on one line", () => {
  const data: Check = { kind: "integer" };
  const start = 'export type AMessage = PushItemMessage<"", "lock", number>;'.length;
  const fitting = "x".repeat(110 - start);
  const typeOf = (capability: string): string => printedMessage({ name: "A", capability, data });
  expect(typeOf(fitting)).toContain(
    `\nexport type AMessage = PushItemMessage<"${fitting}", "lock", number>;\n`,
  );
  expect(typeOf(`${fitting}x`)).toContain(
    `\nexport type AMessage = PushItemMessage<\n  "${fitting}x",\n  "lock",\n  number\n>;\n`,
  );
});
