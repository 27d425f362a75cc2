import { expect, it } from "vitest";
import { app, build } from "./kit.ts";

it.each([
  ["an app without any credential", { apps: [{ clientId: "x" }] }, "apps[0]: expected a clientSecret"],
  [
    "an empty client id",
    { apps: [{ ...app, clientId: "" }] },
    "apps[0].clientId: expected a non-empty string",
  ],
  ["a short VIN", { vehicles: [{ vin: "SHORT" }] }, "vehicles[0].vin: expected 17 characters"],
  ["a negative delay", { approvalDelayMs: -1 }, "approvalDelayMs: expected a whole number >= 0, got -1"],
  ["a brand's broken delay", { brandApprovalDelaysMs: { bmw: 0.5 } }, "brandApprovalDelaysMs.bmw: expected"],
] as const)("refuses %s at construction", (_case, options, message) => {
  expect(() => build(options)).toThrow(TypeError);
  expect(() => build(options)).toThrow(message);
});

it.each(["5 minutes", "-1s", "", -1, Number.NaN])("refuses to advance the clock by %j", (duration) => {
  // The text form is checked at compile time where it is a literal; a variable can hold anything.
  expect(() => build().clock.advance(duration as number)).toThrow("is not a duration");
});
