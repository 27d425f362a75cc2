import { expect, test } from "vitest";
import type { JsonObject } from "../../src/source/json.ts";
import { given, hostileTexts, outcomeOf, places } from "./outcome.ts";
import { withText } from "./specification.ts";

const timeout = 240_000;

/** Places of texts that generated code uses as names of files, types, constants and members. */
const namePlaces = places.filter(
  ({ place: { path, kind } }) =>
    /(?:operationId|tags,0|tags,0,name|const|schemas,\w+)$/.test(path.join()) ||
    (kind === "key" && /^(?:types|generics),\w+$/.test(path.join())) ||
    /(?:parameter|enums|types,\w+)$/.test(path.join()),
);

test.each(hostileTexts)("the name %j does not become code", { timeout }, async (text) => {
  expect(namePlaces.length).toBeGreaterThan(15);
  for (const { document, place } of namePlaces) {
    const changed = withText(given[document], place, text, true) as JsonObject;
    await outcomeOf({ ...given, [document]: changed });
  }
});
