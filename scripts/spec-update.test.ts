import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, changeset, eligibility, git, goOn, root, timeout, update } from "./spec-update/rehearsal.ts";

test("does nothing if only descriptions have changed", { timeout }, () => {
  change(eligibility, "  title: eligibility\n", "  title: Other\n  description: In other words.\n");
  expect(update()).toMatchObject({
    status: 0,
    stdout: "Nothing to do: the official documents state the same facts.\n",
  });
  expect(git("status", "--porcelain")).toBe("");
});

test("rejects a working tree with changes, and lists them", { timeout }, () => {
  writeFileSync(join(root, "spec/names.yaml"), "{}\n");
  expect(update()).toEqual({
    status: 2,
    stdout: "",
    stderr: expect.stringMatching(
      /^spec:update: rejected: the working tree has changes.*\nspec\/names\.yaml\n/,
    ),
  });
});

test("rejects an unsupported document and does not change the checkout", { timeout }, () => {
  change(eligibility, "deprecated: false", "deprecated: perhaps");
  expect(update()).toMatchObject({
    status: 2,
    stdout: "",
    stderr: expect.stringContaining('deprecated: must be true or false, got "perhaps"'),
  });
  expect(git("status", "--porcelain")).toBe("");
  expect(goOn()).toMatchObject({ status: 2, stderr: expect.stringContaining("no update to continue") });
});

test("lists all problems at once, after the comparison and the changeset are written", { timeout }, () => {
  change(eligibility, "  /v1/eligibility:\n", "  /v1/eligible:\n");
  change(
    eligibility,
    /^components:$/m,
    '  /v1/new/{vin}:\n    get: { responses: { "200": {} } }\ncomponents:',
  );
  const summary = join(root, "../summary.md");
  const { status, stdout, stderr } = update("--summary", summary);
  expect(status).toBe(1);
  for (const part of [
    "20-operations.overlay.yaml:",
    "`$.paths['/v1/eligibility'].post` is the target of an action, but matches nothing.",
    "`POST /v1/eligible` has no operationId, no tags, no x-idempotent.",
    "`GET /v1/new/{vin}` has no operationId, no tags, no security, no x-idempotent.",
    "operationId: TODO_getNewVin",
    "`$.paths['/v1/new/{vin}'].get` has no summary.",
    "packages/schema/src is still generated from the old documents",
    "`$.paths['/v1/new/{vin}'].get` (operation) has no description.",
    "`$.paths['/v1/new/{vin}'].get.responses['200']` (status) has no description.",
  ])
    expect(stdout).toContain(part);
  expect(stdout.indexOf("### To write or remove by hand")).toBeGreaterThan(100);
  expect(readFileSync(summary, "utf8")).toBe(stdout);
  expect(changeset()).toContain("`GET /v1/new/{vin}`");
  expect(stderr).toMatch(
    /^spec:update: import…\nspec:update: import: done in \d+\.\d s\nspec:update: bundle…\n/,
  );
});
