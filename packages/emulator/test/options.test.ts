import { expect, test } from "vitest";
import { app, build } from "./kit.ts";

test.each([
  [
    "an app without any credential",
    { apps: [{ clientId: "x" }] },
    "`apps[0]` must be an application with a `clientSecret`, with `keys` or with `redirectUris`, got an application without them.",
  ],
  [
    "an empty client id",
    { apps: [{ ...app, clientId: "" }] },
    '`apps[0].clientId` must be a non-empty string, got "".',
  ],
  [
    "a webhook that is not a URL",
    { apps: [{ ...app, webhook: { url: "/events", secret: "x" } }] },
    "`apps[0].webhook.url` must be an absolute http or https URL, got another text.",
  ],
  [
    "credentials in a webhook's URL",
    { apps: [{ ...app, webhook: { url: "https://u:p@app.example/", secret: "x" } }] },
    "`apps[0].webhook.url` must be a URL without credentials, got a URL with credentials.",
  ],
  [
    "a webhook without a secret",
    { apps: [{ ...app, webhook: { url: "https://app.example/", secret: "" } }] },
    '`apps[0].webhook.secret` must be a non-empty string, got "".',
  ],
  [
    "a relative redirect URI",
    { apps: [{ ...app, redirectUris: ["/callback"] }] },
    "`apps[0].redirectUris` must be absolute URIs, got",
  ],
  [
    "a cleared vehicle without a brand",
    { vehicles: [{ vin: "2HM00000000000001", cleared: true }] },
    "`vehicles[0].brand` must be a brand if `cleared` is true, got none.",
  ],
  [
    "a short VIN",
    { vehicles: [{ vin: "SHORT" }] },
    '`vehicles[0].vin` must be a text of 17 characters, got "SHORT".',
  ],
  ["a negative delay", { approvalDelayMs: -1 }, "`approvalDelayMs` must be a whole number >= 0, got -1."],
  [
    "a token lifetime of 0",
    { tokenLifetimeSeconds: 0 },
    "`tokenLifetimeSeconds` must be a whole number from 1 to 86400, got 0.",
  ],
  [
    "an invalid delay of a brand",
    { brandApprovalDelaysMs: { bmw: 0.5 } },
    "`brandApprovalDelaysMs.bmw` must be a whole number >= 0, got 0.5.",
  ],
] as const)("rejects %s at construction", (_case, options, message) => {
  expect(() => build(options)).toThrow(TypeError);
  expect(() => build(options)).toThrow(message);
});

test.each(["5 minutes", "-1s", "", -1, Number.NaN])("rejects an advance of the clock by %j", (duration) => {
  // The text form is checked at compile time only for literals; a variable can have any value.
  expect(() => build().clock.advance(duration as number)).toThrow(
    /^A duration must be milliseconds >= 0 or a text such as "5m", got /,
  );
});
