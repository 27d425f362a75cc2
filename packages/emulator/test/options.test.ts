import { expect, it } from "vitest";
import { app, build } from "./kit.ts";

it.each([
  ["an app without any credential", { apps: [{ clientId: "x" }] }, "apps[0]: expected a clientSecret"],
  [
    "an empty client id",
    { apps: [{ ...app, clientId: "" }] },
    "apps[0].clientId: expected a non-empty string",
  ],
  [
    "a webhook that is no URL",
    { apps: [{ ...app, webhook: { url: "/events", secret: "x" } }] },
    "apps[0].webhook.url: expected an absolute http or https URL",
  ],
  [
    "credentials in a webhook's URL",
    { apps: [{ ...app, webhook: { url: "https://u:p@app.example/", secret: "x" } }] },
    "apps[0].webhook.url: expected no credentials in it",
  ],
  [
    "a webhook without a secret",
    { apps: [{ ...app, webhook: { url: "https://app.example/", secret: "" } }] },
    "apps[0].webhook.secret: expected a non-empty string",
  ],
  [
    "a relative redirect URI",
    { apps: [{ ...app, redirectUris: ["/callback"] }] },
    "apps[0].redirectUris: expected absolute URIs",
  ],
  [
    "a cleared vehicle without a brand",
    { vehicles: [{ vin: "2HM00000000000001", cleared: true }] },
    "vehicles[0].cleared: expected a brand beside it",
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
