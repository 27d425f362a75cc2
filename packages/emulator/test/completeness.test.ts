import { operations } from "@high-mobility-ts/schema/operations";
import { expect, test } from "vitest";
import { authenticatedHandlers, openHandlers } from "../src/responder/routes.ts";

const implemented = new Set([...Object.keys(openHandlers), ...Object.keys(authenticatedHandlers)]);

test.each(Object.keys(operations))("implements %s", (id) => {
  expect(implemented.has(id), `${id} has no handler in packages/emulat../src/responder/routes.ts`).toBe(true);
});
