import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { diffCommand } from "../src/command/diff.ts";
import { createCheckout } from "./support/checkout.ts";

interface Reported {
  readonly level: string;
  readonly code: string;
  readonly where: { readonly operation: string; readonly path: string };
}

const specification = fileURLToPath(new URL("../../../spec", import.meta.url));

/** Returns what `diff` reports if a file of the specification is changed. */
async function changesAfter(
  file: string,
  edit: (text: string) => string,
): Promise<readonly (readonly [level: string, operation: string, path: string, code: string])[]> {
  await using checkout = await createCheckout();
  await checkout.copy("spec");
  const path = join(checkout.root, file);
  const before = await readFile(path, "utf8");
  const after = edit(before);
  expect(after).not.toBe(before);
  await writeFile(path, after);
  const { output } = await diffCommand([specification, join(checkout.root, "spec"), "--json"], false);
  const { changes } = JSON.parse(output) as { readonly changes: readonly Reported[] };
  return changes.map(({ level, code, where }) => [level, where.operation, where.path, code]);
}

const second = "SUBSCRIBE push messages of the second format";

test("a removed property of V2 push messages is a major change of these messages", async () => {
  const changes = await changesAfter("spec/documents/auto-api-message.yaml", (text) =>
    text.replace(/^ {8}confirmed_trouble_codes:\n(?: {10}.*\n)+/m, ""),
  );
  expect(changes).toEqual([
    ["major", second, ".data.diagnostics.confirmed_trouble_codes", "property-removed"],
  ]);
});

test("a correction of V2 push messages is compared, as types are generated from it", async () => {
  const changes = await changesAfter("spec/push-v2-overlays/10-corrections.overlay.yaml", (text) =>
    text.replace(/^ {2}- target: .*application_id\.format\n(?: {4}.*\n)+/m, ""),
  );
  expect(changes).toEqual([[expect.any(String), second, ".application_id", "format-added"]]);
});

test("an outdated correction does not stop the comparison", async () => {
  const changes = await changesAfter("spec/push-v2-overlays/10-corrections.overlay.yaml", (text) =>
    text.replace("PushEnvelope.properties.application_id.format", "PushEnvelope.properties.app_id.format"),
  );
  expect(changes).toEqual([[expect.any(String), second, ".application_id", "format-added"]]);
});

test("a correction of V1 push messages is compared", async () => {
  const changes = await changesAfter("spec/push-overlays/10-corrections.overlay.yaml", (text) =>
    text.replace("      timestamp: { $ref:", "      sent_at: { $ref:"),
  );
  expect(changes.map(([level, , , code]) => `${level} ${code}`)).toEqual(
    expect.arrayContaining(["major property-removed", "minor property-added"]),
  );
});
