import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  change,
  changeset,
  commit,
  eligibility,
  fillPlaceholders,
  git,
  goOn,
  official,
  root,
  script,
  timeout,
  typeErrors,
  typeErrorsOfUsers,
  update,
} from "./spec-update/rehearsal.ts";

test("takes over a change, generates from it and notes it; a second one joins the same note", {
  timeout,
}, () => {
  change(eligibility, "- sandbox\n", "- sandbox\n            - unheard-of\n");
  expect(update()).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('| minor | `request body.brand` | enum-value-added | `+ "unheard-of"` |'),
  });
  expect(
    git("status", "--porcelain", "--untracked-files=all")
      .trim()
      .split("\n")
      // The overlays of push messages are removed, because their documents are not here.
      .filter((line) => !line.includes("/validators/")),
  ).toEqual([
    "M packages/schema/src/facts.ts",
    " M packages/schema/src/index.ts",
    " M packages/schema/src/openapi.ts",
    " M packages/schema/src/provenance.ts",
    " D packages/schema/src/push-v2.ts",
    " M packages/schema/src/types.ts",
    " M spec/documents/eligibility.yaml",
    " M spec/high-mobility.openapi.yaml",
    " M spec/sources.yaml",
    "?? .changeset/specification.md",
  ]);
  expect(changeset()).toMatch(/"@high-mobility-ts\/schema": minor\n/);

  commit();
  change(eligibility, / +- unheard-of\n/, "");
  update();
  expect(changeset()).toMatch(/"@high-mobility-ts\/schema": major\n/);
  expect(changeset().match(/^- .*$/gm)).toEqual([
    expect.stringContaining("- **major**: `POST /v1/eligibility` `request body.brand` enum-value-removed"),
    expect.stringContaining("- minor: `POST /v1/eligibility` `request body.brand` enum-value-added"),
  ]);
  expect(readdirSync(join(root, ".changeset"))).toEqual(["specification.md"]);
});

test("reports the description of a removed property, with its place", { timeout }, () => {
  change(eligibility, /^ {8}eligible:\n {10}type: boolean\n/m, "");
  expect(update()).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(
      /^- spec\/overlays\/30-documentation-eligibility\.overlay\.yaml: `.*\/Eligibility\/properties\/eligible` is described and does not exist\.$/m,
    ),
  });
  expect(changeset()).toMatch(/"@high-mobility-ts\/schema": major\n/);
});

test("SIGINT ends the tests; the comparison and the changeset stay, and the report says what happened", {
  timeout,
}, async () => {
  change(eligibility, "- sandbox\n", "- sandbox\n            - unheard-of\n");
  const runner = join(root, "../pnpm.js");
  writeFileSync(runner, 'process.stderr.write("RUNNING"); setInterval(() => undefined, 1000);\n');
  const child = spawn(process.execPath, [script, official], {
    cwd: root,
    env: { ...process.env, npm_execpath: runner },
  });
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    if (text.includes("RUNNING")) child.kill("SIGINT");
  });
  const [status] = await once(child, "close");
  expect(status).toBe(1);
  expect(stdout).toContain("enum-value-added");
  expect(stdout).toContain("- the tests were interrupted by SIGINT\n");
  expect(changeset()).toMatch(/"@high-mobility-ts\/schema": minor\n/);
  expect(goOn()).toMatchObject({ status: 0 });
});

test("continues an update, and rejects changes of others", { timeout }, () => {
  change(eligibility, /^ {8}eligible:\n {10}type: boolean\n/m, "");
  expect(update()).toMatchObject({ status: 1 });
  expect(update()).toMatchObject({ status: 2, stderr: expect.stringContaining("an update is under way") });
  writeFileSync(join(root, "README.md"), "mine\n");
  expect(goOn()).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("these changes do not belong to the update:\nREADME.md\n"),
  });
  rmSync(join(root, "README.md"));
  const overlay = join(root, "spec/overlays/30-documentation-eligibility.overlay.yaml");
  const text = readFileSync(overlay, "utf8");
  writeFileSync(overlay, text.replace(/^ {8}eligible:.*\n(?: {10,}.*\n)*/m, ""));
  expect(goOn()).toMatchObject({ status: 0 });
  expect(changeset().match(/^- /gm)).toHaveLength(1);
  commit();
  expect(goOn()).toMatchObject({ status: 2, stderr: expect.stringContaining("no update to continue") });
});

test("one more brand and property: placeholders to fill, then a minor release that compiles", {
  timeout,
}, () => {
  change(eligibility, "- sandbox\n", "- sandbox\n            - unheard-of\n");
  change(
    eligibility,
    /^ {8}eligible:\n/m,
    "        since:\n          type: string\n          format: date\n        eligible:\n",
  );
  const first = update("--scaffold");
  expect(first).toMatchObject({
    status: 1,
    stdout: expect.stringContaining(
      "TODO is left at #/components/schemas/Eligibility/properties/since/description",
    ),
  });
  expect(first.stdout).toContain("enum-value-added");
  fillPlaceholders("unused");
  expect(goOn()).toMatchObject({ status: 0 });
  expect(changeset()).toMatch(/"@high-mobility-ts\/schema": minor\n/);
  expect(typeErrors()).toBe("");
});

test("a new operation with a body: it has a name, a tag and components, and the release is minor", {
  timeout,
}, () => {
  const body = "{ type: object, properties: { vins: { type: array, items: { type: string } } } }";
  const operation = `  /v1/eligibility/batches:
    post:
      security: [{ EligibilityAuth: ["vehicle:eligibility-check"] }]
      requestBody: { content: { application/json: { schema: ${body} } } }
      responses:
        "200": { description: "", content: { application/json: { schema: ${body} } } }
components:`;
  change(eligibility, /^components:$/m, operation);
  expect(update("--scaffold")).toMatchObject({
    status: 1,
    stdout: expect.stringContaining("TODO is left at #/paths/~1v1~1eligibility~1batches/post/operationId"),
  });
  fillPlaceholders("checkEligibilityBatch");
  expect(goOn()).toMatchObject({ status: 0 });
  expect(changeset()).toMatch(/"@high-mobility-ts\/schema": minor\n/);
  expect(changeset()).toContain("operation-added");
  const operations = readFileSync(join(root, "packages/schema/src/operations.ts"), "utf8");
  expect(operations).toContain("  checkEligibilityBatch: {");
  expect(operations).toContain('    tag: "eligibility",');
  const types = readFileSync(join(root, "packages/schema/src/types.ts"), "utf8");
  expect(types).toContain("export type PostEligibilityBatchesRequest = {");
  expect(typeErrors()).toBe("");
});

test("the next level with one more capability and one property less: the path moves, and the release is major", {
  timeout,
}, () => {
  const document = "hm-vehicle-data-api-v1.yml";
  change(document, "/v1/vehicle-data/autoapi-13/", "/v1/vehicle-data/autoapi-14/");
  change(document, /^ {8}lock_safety:\n.*\n(?= {8}position:\n.*hood_property_position)/m, "");
  change(
    document,
    /^ {4}response:\n {6}type: object\n {6}properties:\n/m,
    (found: string) => `${found}        drone:\n          $ref: "#/components/schemas/drone"\n`,
  );
  change(
    document,
    /^ {4}response:\n/m,
    `    drone:
      properties:
        altitude: { $ref: "#/components/schemas/drone_property_altitude" }
    drone_property_altitude:
      type: object
      minProperties: 1
      properties:
        data: { $ref: "#/components/schemas/unit_length" }
        failure: { $ref: "#/components/schemas/custom_type_failure" }
        timestamp: { type: string, format: date-time }
      additionalProperties: false
    response:
`,
  );
  const first = update("--scaffold");
  expect(first).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/HoodCapability\/properties\/lock_safety` is described and does not exist/),
  });
  expect(first.stdout).not.toContain("matches nothing");
  const overlay = join(root, "spec/overlays/30-documentation-vehicle-data-body.overlay.yaml");
  const text = readFileSync(overlay, "utf8");
  writeFileSync(overlay, text.replace(/^ {10}lock_safety: \{ description: "Whether the hood.*\n/m, ""));
  fillPlaceholders("unused");
  expect(goOn()).toMatchObject({ status: 0 });
  expect(changeset()).toMatch(/"@high-mobility-ts\/schema": major\n/);
  expect(changeset()).toContain("lock_safety");
  expect(typeErrors()).toBe("");
});

test("the next level in addition to the older one: the name moves, the older level keeps its path, and client and emulator support both", {
  timeout,
}, () => {
  change(
    "hm-vehicle-data-api-v1.yml",
    /^ {2}\/v1\/vehicle-data\/autoapi-13\/[\s\S]*?(?=^\S|^ {2}\/)/m,
    (found) => found + found.replace("autoapi-13", "autoapi-14"),
  );
  const { status, stdout } = update("--scaffold");
  expect({ status, stdout }).toMatchObject({ status: 0 });
  expect(changeset()).toMatch(/"@high-mobility-ts\/schema": minor\n/);
  expect(changeset()).toContain("operation-level-added");
  const facts = readFileSync(join(root, "packages/schema/src/facts.ts"), "utf8");
  expect(facts).toContain('  getVehicleData: "GET /v1/vehicle-data/autoapi-14/{vin}",');
  expect(facts).toContain('  getVehicleDataAutoapi13: "GET /v1/vehicle-data/autoapi-13/{vin}",');
  const types = readFileSync(join(root, "packages/schema/src/types.ts"), "utf8");
  expect(types).toMatch(/@deprecated[^/]*\*\/\n\s+getVehicleDataAutoapi13: \{/);
  expect(typeErrors()).toBe("");
  expect(
    typeErrorsOfUsers(`
      const now: VehicleData = await unwrap(hm.getVehicleData({ vin }));
      const older: VehicleData = await unwrap(hm.getVehicleDataAutoapi13({ vin }));
      const byPath = await hm.GET("/v1/vehicle-data/autoapi-13/{vin}", { params: { path: { vin } } });
      // @ts-expect-error There is no such level.
      void hm.getVehicleDataAutoapi12;
      export { byPath, now, older };
    `),
  ).toBe("");
});
