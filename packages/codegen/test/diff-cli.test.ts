import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { diffCommand } from "../src/command/diff.ts";

function json(schema: string) {
  return { content: { "application/json": { schema: ref(schema) } } };
}

function ref(schema: string) {
  return { $ref: `#/components/schemas/${schema}` };
}

function answer(schema: string) {
  return { responses: { 200: { description: "Fine.", ...json(schema) } } };
}

const brand = { type: "string", enum: ["bmw", "sandbox"] };
const tokenUrl = "https://api.example.com/v1/access_tokens";

/** A small bundle that does not depend on the current platform. */
const bundle = {
  openapi: "3.1.1",
  info: { title: "Cars", version: "1" },
  paths: {
    "/v1/access_tokens": { post: { requestBody: json("AccessTokenRequest"), responses: {} } },
    "/v1/eligibility": { post: { requestBody: json("EligibilityRequest"), ...answer("Eligibility") } },
    "/v1/fleets/vehicles": {
      get: answer("ClearanceList"),
      post: { requestBody: { required: true, ...json("ClearanceRequest") }, responses: {} },
    },
    "/v1/fleets/vehicles/{vin}": { get: { security: [{ fleet: [] }], ...answer("Clearance") } },
  },
  components: {
    schemas: {
      AccessTokenRequest: { type: "object", properties: { grant_type: { enum: ["client_credentials"] } } },
      Clearance: { type: "object", required: ["brand"], properties: { brand } },
      ClearanceList: { type: "array", items: ref("Clearance") },
      ClearanceRequest: {
        type: "object",
        properties: { vehicles: { type: "array", items: ref("FleetVehicle") } },
      },
      Eligibility: { type: "object", properties: { primary_user_assigned: { type: "boolean" } } },
      EligibilityRequest: { type: "object", required: ["brand"], properties: { brand } },
      FleetVehicle: {
        type: "object",
        required: ["vin"],
        properties: {
          vin: { type: "string" },
          tags: { type: "object", additionalProperties: { type: "string" } },
        },
      },
    },
    securitySchemes: { fleet: { type: "oauth2", flows: { clientCredentials: { tokenUrl, scopes: {} } } } },
  },
};

let root: string;
let old: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "diff-"));
  await mkdir(join(root, ".changeset"));
  old = await write("old.yaml", JSON.stringify(bundle));
});

afterEach(() => rm(root, { recursive: true, force: true }));

async function write(name: string, text: string): Promise<string> {
  const path = join(root, name);
  await writeFile(path, text);
  return path;
}

type Schemas = Record<string, { required: string[]; properties: Record<string, { enum: string[] }> }>;

/** The bundle with one change of its schemas. */
function changed(change: (schemas: Schemas) => void): string {
  const document = JSON.parse(JSON.stringify(bundle)) as typeof bundle;
  change(document.components.schemas as unknown as Schemas);
  return JSON.stringify(document);
}

async function diff(next: string, ...flags: string[]): Promise<{ output: string; exitCode: number }> {
  return diffCommand(
    [old, await write("new.yaml", next), "--out", join(root, ".changeset"), ...flags],
    false,
  );
}

async function changeset(): Promise<string> {
  return readFile(join(root, ".changeset/specification.md"), "utf8");
}

const answeredBrand = changed(({ Clearance }) => Clearance?.properties["brand"]?.enum.push("lancia"));
const askedBrand = changed(({ EligibilityRequest }) =>
  EligibilityRequest?.properties["brand"]?.enum.push("lancia"),
);
const removed = changed(({ Eligibility }) => delete Eligibility?.properties["primary_user_assigned"]);
const required = changed(({ FleetVehicle }) => FleetVehicle?.required.push("tags"));

test("names a brand that may come back", async () => {
  const { output } = await diff(answeredBrand, "--changeset");
  expect(output).toBe(`GET /v1/fleets/vehicles
  minor  response 200 [].brand  enum-value-added: + "lancia"
         A response may have a value that the code does not know; code with a branch for other values handles it.
         also at GET /v1/fleets/vehicles/{vin} response 200 .brand

1 change: 1 minor`);
  expect(await changeset()).toBe(`---
"@high-mobility-ts/client": minor
"@high-mobility-ts/emulator": minor
"@high-mobility-ts/schema": minor
---

The API changed:

- minor: \`GET /v1/fleets/vehicles\` \`response 200 [].brand\` enum-value-added \`+ "lancia"\`. A response may have a value that the code does not know; code with a branch for other values handles it. Also at \`GET /v1/fleets/vehicles/{vin}\` \`response 200 .brand\`.
`);
});

test("lists parts with an unknown meaning, and compares the rest", async () => {
  const broken = JSON.stringify(bundle).replace(
    '"#/components/schemas/Eligibility"',
    '"#/components/schemas/Gone"',
  );
  await write("old.yaml", broken);
  const added = broken.replace('"sandbox"', '"sandbox","lancia"');
  expect((await diff(broken)).output).toBe(
    "1 reference or type is unknown, so its meaning was not compared: #/components/schemas/Gone\n\nNo change for callers.",
  );
  expect((await diff(added, "--markdown")).output).toContain(
    "\n\n1 reference or type is unknown, so its meaning was not compared: `#/components/schemas/Gone`\n\n### ",
  );
  expect(JSON.parse((await diff(added, "--json")).output)).toMatchObject({
    level: "minor",
    unknown: ["#/components/schemas/Gone"],
  });
});

test("prints nothing but JSON with --json", async () => {
  const { output } = await diff(askedBrand, "--json");
  expect(JSON.parse(output)).toEqual({
    level: "minor",
    changes: [
      {
        code: "enum-value-added",
        level: "minor",
        where: { operation: "POST /v1/eligibility", side: "request", path: "body.brand" },
        alsoAt: [],
        old: null,
        new: "lancia",
        reason: "The other values are still accepted.",
      },
    ],
    unknown: [],
  });
});

test("writes a table per operation with --markdown", async () => {
  expect((await diff(removed, "--markdown")).output).toBe(`## Changes of the API: major

1 change: 1 major

### \`POST /v1/eligibility\`

| level | where | change | | reason |
| --- | --- | --- | --- | --- |
| **major** | \`response 200 .primary_user_assigned\` | property-removed | \`- "boolean"\` | Code that reads it stops compiling. |`);
});

test("colours levels on a terminal", async () => {
  const next = await write("new.yaml", removed);
  expect((await diffCommand([old, next], true)).output).toContain("\u001B[31mmajor\u001B[39m");
});

test("reports an optional request property that became required", async () => {
  const { output } = await diff(required, "--json");
  expect(JSON.parse(output)).toMatchObject({
    level: "major",
    changes: [
      {
        code: "property-became-required",
        where: { operation: "POST /v1/fleets/vehicles", side: "request", path: "body.vehicles[].tags" },
      },
    ],
  });
});

test("a changed description is not a change and writes no changeset", async () => {
  const next = changed((schemas) => {
    for (const schema of Object.values(schemas)) Object.assign(schema, { description: "In other words." });
  });
  expect(await diff(next, "--changeset", "--fail-on", "patch")).toEqual({
    output: "No change for callers.",
    exitCode: 0,
  });
  expect(await readdir(join(root, ".changeset"))).toEqual([]);
});

test.each([
  { threshold: "major", exitCode: 0 },
  { threshold: "minor", exitCode: 1 },
  { threshold: "patch", exitCode: 1 },
])("a minor change with --fail-on $threshold exits with $exitCode", async ({ threshold, exitCode }) => {
  expect((await diff(askedBrand, "--fail-on", threshold)).exitCode).toBe(exitCode);
});

test("adds to an unreleased changeset only once, and never lowers its level", async () => {
  await diff(removed, "--changeset");
  const first = await changeset();
  await diff(removed, "--changeset");
  expect(await changeset()).toBe(first);
  await write(".changeset/specification.md", first.replace("The API", "Ask your users first.\n\nThe API"));
  await diff(askedBrand, "--changeset");
  const both = await changeset();
  expect(await readdir(join(root, ".changeset"))).toEqual(["specification.md"]);
  expect(both).toMatch(/^---\n"@high-mobility-ts\/client": major\n/);
  expect(both).toContain("\n\nAsk your users first.\n\nThe API changed:\n\n- **major**: ");
  expect(both.match(/^- /gm)).toHaveLength(2);
});

test("auth is released only if its endpoint changes", async () => {
  const grants = changed(({ AccessTokenRequest }) =>
    AccessTokenRequest?.properties["grant_type"]?.enum.push("password"),
  );
  await diff(grants, "--changeset");
  expect(await changeset()).toContain('"@high-mobility-ts/auth": minor\n');
});

test("compares folders of documents, messages included", async () => {
  const folder = async (name: string, leaf: string): Promise<string> => {
    await mkdir(join(root, name));
    await write(`${name}/rest.yml`, "openapi: 3.0.3\npaths: { /a: { get: { responses: { '200': {} } } } }\n");
    await write(
      `${name}/push.yml`,
      `asyncapi: 2.6.0\nchannels: { cars: { subscribe: { message: { payload: { type: ${leaf} } } } } }\n`,
    );
    return join(root, name);
  };
  const { output } = await diffCommand([await folder("a", "string"), await folder("b", "number")], false);
  expect(output).toBe(`SUBSCRIBE cars
  major  response  type-changed: "string" -> "number"
         Code that uses the value as one of the old type stops compiling.

1 change: 1 major`);
});

test.each([
  { args: ["a.yaml"], want: "diff takes two files or two folders: the old one and the new one" },
  { args: ["a", "b", "--fail-on", "huge"], want: '--fail-on takes patch, minor, major, not "huge"' },
  { args: ["a", "b", "--json", "--markdown"], want: "--json and --markdown exclude each other" },
  { args: ["/nowhere", "/nowhere"], want: "/nowhere: cannot read (it does not exist, ENOENT)" },
])("$args is rejected in one line", async ({ args, want }) => {
  await expect(diffCommand(args, false)).rejects.toMatchObject({ name: "CodegenError", message: want });
});

test("rejects two different APIs, text that is not a specification, and an invalid changeset", async () => {
  const other = "openapi: 3.1.1\npaths: { /planes: { get: { responses: {} } } }\n";
  await expect(diff(other)).rejects.toThrow(/^these are different APIs: none of 5 and 1 operations/);
  await expect(diff("swagger: 1.2\n")).rejects.toThrow(
    'new.yaml:1 #/swagger: must be text, got the number 1.2; write the version in quotes, as in swagger: "2.0"',
  );
  await write(".changeset/specification.md", "hello\n");
  await expect(diff(removed, "--changeset")).rejects.toThrow(
    ".changeset/specification.md: is not a changeset: it has no front matter",
  );
});
