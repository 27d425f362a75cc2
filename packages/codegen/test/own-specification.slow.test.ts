import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "./support/checkout.ts";

const timeout = 300_000;
const packageFolder = fileURLToPath(new URL("..", import.meta.url));

let root: string;
let cli: string;

/** Installs the packed tarball as a company does, with the dependencies of the workspace. */
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "own-specification-"));
  const shell = process.platform === "win32";
  execFileSync("pnpm", ["run", "build"], { cwd: packageFolder, shell, stdio: "ignore" });
  execFileSync("pnpm", ["pack", "--pack-destination", root], { cwd: packageFolder, shell, stdio: "ignore" });
  const [tarball = ""] = readdirSync(root).filter((file) => file.endsWith(".tgz"));
  const installed = join(root, "node_modules/@high-mobility-ts/codegen");
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", join(root, tarball), "--strip-components=1", "-C", installed]);
  const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
    readonly dependencies: Record<string, string>;
    readonly bin: Record<string, string>;
  };
  for (const name of Object.keys(manifest.dependencies)) {
    mkdirSync(dirname(join(root, "node_modules", name)), { recursive: true });
    symlinkSync(join(packageFolder, "node_modules", name), join(root, "node_modules", name), "junction");
  }
  cli = join(installed, manifest.bin["high-mobility-codegen"] ?? "");
}, timeout);

afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

async function codegen(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run([cli, ...args], { cwd: root });
  expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: "" });
  return stdout;
}

const spec = ["--spec", "acme-spec"];
const out = ["--out", "src/acme-schema"];

const boats = `openapi: 3.0.3
info: { title: Prose, version: "1" }
servers: [{ url: https://boats.example }]
paths:
  /boats/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200": { content: { application/json: { schema: { $ref: "#/components/schemas/Boat" } } } }
        "404": { content: { application/json: { schema: { $ref: "#/components/schemas/Errors" } } } }
components:
  schemas:
    Boat: { type: object, required: [name], properties: { name: { type: string }, sails: { type: integer } } }
    Errors: { type: object, properties: { errors: { type: array, items: { type: string } } } }
`;

const overlays = {
  "acme-spec/overlays/20-operations.overlay.yaml": `overlay: 1.0.0
info: { title: Operations, version: 1.0.0 }
actions:
  - target: $
    update: { info: { title: Boats, version: 1.0.0 }, tags: [{ name: boats }] }
  - target: $.paths['/boats/{id}'].get
    update: { operationId: getBoat, tags: [boats], security: [], x-idempotent: true }
`,
  "acme-spec/overlays/30-documentation.overlay.yaml": `overlay: 1.0.0
info: { title: Descriptions, version: 1.0.0 }
actions:
  - target: $
    update: { info: { description: Boats of a company. } }
  - target: $.servers[0]
    update: { description: The only server. }
  - target: $.tags[0]
    update: { description: Boats. }
  - target: $.paths['/boats/{id}'].get
    update:
      summary: Returns a boat.
      description: Returns a boat.
      responses: { "200": { description: The boat. }, "404": { description: There is no such boat. } }
  - target: $.paths['/boats/{id}'].get.parameters[0]
    update: { description: The boat's id. }
  - target: $.components.schemas
    update:
      Boat:
        description: A boat.
        properties: { name: { description: Its name. }, sails: { description: Number of sails. } }
      Errors: { description: Errors., properties: { errors: { description: What is wrong. } } }
`,
};

test("a company generates its own schema with the packed command, and compares two versions of it", {
  timeout,
}, async () => {
  write({
    ...overlays,
    "downloads/boats.yml": boats,
    "acme-spec/names.yaml": "types: { BoatName: Boat.name }\n",
    "acme-spec/sources.yaml": "documents: [{ id: boats, file: boats.yml, kind: openapi3, status: live }]\n",
  });
  expect(await codegen("import", "downloads", ...spec)).toBe(
    "imported 1 documents into acme-spec/documents\n",
  );
  expect(await codegen("bundle", ...spec)).toBe("wrote acme-spec/high-mobility.openapi.yaml\n");
  expect(await codegen("bundle", ...spec, "--out", "bundles")).toBe(
    "wrote bundles/high-mobility.openapi.yaml\n",
  );
  expect(await codegen("generate", ...spec, ...out)).toMatch(/^wrote \d+ files into src\/acme-schema\n$/);
  expect(readFileSync(join(root, "src/acme-schema/index.ts"), "utf8")).toContain(
    'export type BoatName = Boat["name"];',
  );
  expect(readFileSync(join(root, "src/acme-schema/operations.ts"), "utf8")).toContain('path: "/boats/{id}"');
  expect(readdirSync(join(root, "src/acme-schema/validators/runtime"))).toContain("run-check.ts");
  expect(await codegen("check", ...spec, ...out)).toMatch(
    /^files are current\n(\d+) of \1 items have a description\n$/,
  );

  cpSync(join(root, "acme-spec"), join(root, "before"), { recursive: true });
  write({ "downloads/boats.yml": boats.replace("sails: { type: integer }", "sails: { type: string }") });
  await codegen("import", "downloads", ...spec);
  await codegen("bundle", ...spec);
  const report = await codegen("diff", "before", "acme-spec", "--changeset", "--out", "notes");
  expect(report).toContain("sails");
  expect(readFileSync(join(root, "notes/specification.md"), "utf8")).toContain(
    "`response 200 .sails` type-changed",
  );
});

test("generate does not change files that it did not create", { timeout }, async () => {
  const own = { "own/mine.ts": "export const mine = 1;\n", "own/note.txt": "mine\n" };
  write({ ...own, "own/left.ts": "// Generated by @high-mobility-ts/codegen from spec/. Do not edit.\n" });
  await codegen("generate", ...spec, "--out", "own");
  for (const [path, text] of Object.entries(own)) expect(readFileSync(join(root, path), "utf8")).toBe(text);
  expect(readdirSync(join(root, "own"))).not.toContain("left.ts");

  write({ "taken/index.ts": "export const mine = 1;\n" });
  expect(await run([cli, "generate", ...spec, "--out", "taken"], { cwd: root })).toEqual({
    code: 2,
    stdout: "",
    stderr: "codegen: taken/index.ts: was not made by `codegen generate`; choose another folder with --out\n",
  });
  expect(readdirSync(join(root, "taken"))).toEqual(["index.ts"]);
});

test("the package has no library entry and contains no test", () => {
  const installed = join(root, "node_modules/@high-mobility-ts/codegen");
  const files = readdirSync(installed, { recursive: true, encoding: "utf8" });
  expect(JSON.parse(readFileSync(join(installed, "package.json"), "utf8"))).not.toHaveProperty("exports");
  expect(files.filter((file) => file.includes(".test."))).toEqual([]);
});
