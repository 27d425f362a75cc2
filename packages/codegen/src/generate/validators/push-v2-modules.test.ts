import { expect, test } from "vitest";
import type { CapabilityV2, PushV2 } from "../push-messages/push-v2.ts";
import { pushV2Modules } from "./push-v2-modules.ts";
import type { Check } from "./runtime/check.ts";
import type { CheckHomes } from "./validator-modules.ts";

function capability(name: string, properties: Readonly<Record<string, Check>>): CapabilityV2 {
  return { name, description: "", check: { kind: "object", properties }, properties: [] };
}

function listed(...values: string[]): Check {
  return { kind: "enum", values };
}

const lock = listed("locked", "unlocked");
const side = listed("left", "right");
const named = [
  { name: "Lock", check: lock },
  { name: "Side", check: side },
];
const homes: CheckHomes = new Map([[lock, { name: "Lock", file: "shared.ts" }]]);
const pushV2: PushV2 = {
  capabilities: [capability("doors", { lock, side }), capability("fuel_tank", { lid: lock, side })],
  values: [],
};

function moduleAt(file: string, document = pushV2): string | undefined {
  return new Map(pushV2Modules(document, { named, homes })).get(file);
}

test("there is a module per capability, one for whole messages, one for shared checks, and an index", () => {
  expect(pushV2Modules(pushV2, { named, homes }).map(([file]) => file)).toEqual([
    "push-v2/index.ts",
    "push-v2/shared.ts",
    "push-v2/push-message.ts",
    "push-v2/doors.ts",
    "push-v2/fuel-tank.ts",
  ]);
});

test("the index exports every validator", () => {
  expect(moduleAt("push-v2/index.ts")).toBe(`export { validateDoorsMessageV2 } from "./doors.ts";
export { validateFuelTankMessageV2 } from "./fuel-tank.ts";
export { validatePushMessageV2 } from "./push-message.ts";
`);
});

test("checks that only the second format shares are in its own module", () => {
  expect(moduleAt("push-v2/shared.ts")).toBe(`import type { Check } from "../runtime/check.ts";

export const Side: Check = { kind: "enum", values: ["left", "right"] };
`);
});

test("the module of a capability has its check and its validator", () => {
  expect(moduleAt("push-v2/fuel-tank.ts")).toBe(`import type { PushMessageV2 } from "../../push-v2.ts";
import type { Check } from "../runtime/check.ts";
import { messageV2Validator } from "../runtime/push-message-v2.ts";
import type { ResponseValidator } from "../runtime/validator.ts";
import { Lock } from "../shared.ts";
import { Side } from "./shared.ts";

export const checkFuelTankV2: Check = { kind: "object", properties: { lid: Lock, side: Side } };

export const validateFuelTankMessageV2: ResponseValidator<PushMessageV2<"fuel_tank">> =
  /* @__PURE__ */ messageV2Validator({ fuel_tank: checkFuelTankV2 });
`);
});

test("the validator of whole messages has the checks of all capabilities", () => {
  expect(moduleAt("push-v2/push-message.ts")).toBe(`import type { PushMessageV2 } from "../../push-v2.ts";
import { messageV2Validator } from "../runtime/push-message-v2.ts";
import type { ResponseValidator } from "../runtime/validator.ts";
import { checkDoorsV2 } from "./doors.ts";
import { checkFuelTankV2 } from "./fuel-tank.ts";

export const validatePushMessageV2: ResponseValidator<PushMessageV2> =
  /* @__PURE__ */ messageV2Validator({ doors: checkDoorsV2, fuel_tank: checkFuelTankV2 });
`);
});

test("two capabilities with equal checks both declare them", () => {
  const { check } = capability("a", { side });
  const equal: PushV2 = {
    capabilities: [
      { ...capability("a", {}), check },
      { ...capability("b", {}), check },
    ],
    values: [],
  };
  const sources = [...named, { name: "Same", check }];
  const modules = new Map(pushV2Modules(equal, { named: sources, homes }));
  const declared = 'V2: Check = {\n  kind: "object",';
  expect(modules.get("push-v2/a.ts")).toContain(`export const checkA${declared}`);
  expect(modules.get("push-v2/b.ts")).toContain(`export const checkB${declared}`);
  expect(modules.get("push-v2/shared.ts")).not.toContain("Same");
});
