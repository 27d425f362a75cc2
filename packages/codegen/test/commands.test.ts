import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { codesPage } from "../src/diff/codes-page.ts";
import { type Checkout, type CommandResult, createCheckout } from "./support/checkout.ts";
import { fleet } from "./support/fleet.ts";

const bundle = "spec/high-mobility.openapi.yaml";
const steps: readonly (readonly [readonly string[], string])[] = [
  [["import", "official"], "imported 1 documents into spec/documents\n"],
  [["import", "official", "--check"], "files are current\n"],
  [["bundle"], `wrote ${bundle}\n`],
  [["bundle", "--out", "copy"], "wrote copy/high-mobility.openapi.yaml\n"],
  [["generate", "--out", "out"], "wrote 17 files into out\n"],
  [["check", "--out", "out"], "files are current\n17 of 17 items have a description\n"],
];

/** A specification with its bundle, and what was generated from it in `out`. */
let checkout: Checkout;
const results: CommandResult[] = [];

beforeAll(async () => {
  checkout = await createCheckout(fleet);
  for (const [[name = "", ...args]] of steps) results.push(await checkout.command(name, ...args));
});

afterAll(() => checkout[Symbol.asyncDispose]());

/** Replaces a text in a file for the time of the work. */
async function withChange<T>(file: string, [from, to]: [string, string], work: () => Promise<T>): Promise<T> {
  const path = join(checkout.root, file);
  const before = await readFile(path, "utf8");
  expect(before).toContain(from);
  await writeFile(
    path,
    before.replace(from, () => to),
  );
  try {
    return await work();
  } finally {
    await writeFile(path, before);
  }
}

test("a specification becomes facts, a bundle and TypeScript, which are current", async () => {
  expect(results).toEqual(steps.map(([, stdout]) => ({ code: 0, stdout, stderr: "" })));
  expect(await checkout.read("copy/high-mobility.openapi.yaml")).toBe(await checkout.read(bundle));
});

const stale = "run import or generate to update them\n17 of 17 items have a description\n";

test("check names a stale bundle, and stale, missing and superfluous generated files", async () => {
  await writeFile(join(checkout.root, "out/extra.ts"), "");
  await writeFile(join(checkout.root, "out/notes.md"), "");
  const check = () => checkout.command("check", "--out", "out");
  const outcome = await withChange(bundle, ["title: Cars", "title: Vans"], () =>
    withChange("out/index.ts", ["export", "//export"], check),
  );
  await rm(join(checkout.root, "out/extra.ts"));
  expect(outcome).toEqual({
    code: 1,
    stdout: stale,
    stderr: `stale: ${bundle}\nstale: out/extra.ts\nstale: out/index.ts\n`,
  });
});

test("check names items without a description, descriptions without an item, and placeholders", async () => {
  const words = "spec/overlays/30-words.overlay.yaml";
  const change: [string, string] = [
    "  - target: $.components.schemas.Car\n    update: { description: A car. }\n",
    "  - target: $.tags[0]\n    update: { description: TODO. }\n  - target: $.components.schemas.Van\n    update: { description: A van. }\n",
  ];
  const { code, stdout, stderr } = await withChange(words, change, () =>
    checkout.command("check", "--out", "out"),
  );
  expect({ code, lines: stdout.split("\n").slice(1) }).toEqual({
    code: 1,
    lines: ["16 of 17 items have a description", ""],
  });
  expect(stderr.split("\n").filter((line) => !line.startsWith("stale: "))).toEqual([
    `describes a missing item: ${words}: $.components.schemas.Van`,
    "undocumented: schema #/components/schemas/Car",
    "TODO is left: #/tags/0/description",
    "",
  ]);
});

test("check needs a folder that exists", async () => {
  expect(await checkout.command("check", "--out", "nowhere")).toEqual({
    code: 2,
    stdout: "",
    stderr: "codegen: nowhere: cannot read the folder (it does not exist, ENOENT)\n",
  });
});

test("generate writes what changed, removes generated files that are not needed, and keeps others", async () => {
  const made = await checkout.read("out/provenance.ts");
  await mkdir(join(checkout.root, "out/old"), { recursive: true });
  await writeFile(join(checkout.root, "out/old/left.ts"), made);
  await writeFile(join(checkout.root, "out/own.ts"), "export {};\n");
  await writeFile(join(checkout.root, "out/provenance.ts"), `${made}// stale\n`);
  expect(await checkout.command("generate", "--out", "out")).toMatchObject({ code: 0, stderr: "" });
  const files = Object.keys(await checkout.contents());
  expect(files.some((file) => file.endsWith("out/old/left.ts"))).toBe(false);
  expect(await checkout.read("out/own.ts")).toBe("export {};\n");
  expect(await checkout.read("out/provenance.ts")).toBe(made);
  await rm(join(checkout.root, "out/own.ts"));
});

test("generate does not replace a file that it did not make", async () => {
  await mkdir(join(checkout.root, "mine"), { recursive: true });
  await writeFile(join(checkout.root, "mine/index.ts"), "export {};\n");
  expect(await checkout.command("generate", "--out", "mine")).toEqual({
    code: 2,
    stdout: "",
    stderr: "codegen: mine/index.ts: was not made by `codegen generate`; choose another folder with --out\n",
  });
});

test("generate needs a bundle", async () => {
  await using empty = await createCheckout({ "spec/sources.yaml": "documents: []\n" });
  expect(await empty.command("generate", "--out", "out")).toEqual({
    code: 2,
    stdout: "",
    stderr: `codegen: ${bundle}: is missing; run \`codegen bundle\` first\n`,
  });
});

test("bundle reports each problem of the linter, and writes nothing", async () => {
  await using broken = await createCheckout(fleet);
  await broken.command("import", "official");
  const facts = "spec/overlays/10-facts.overlay.yaml";
  const text = (fleet[facts] ?? "").replace("https://cars.test", "https://example.com");
  await broken.write({ [facts]: text.replace("tags: [Cars]", "tags: [Vans]") });
  const { code, stdout, stderr } = await broken.command("bundle");
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  const places = stderr.split("\n").map((line) => line.replace(/^(codegen: \S+ \S+ lint \S+):.*/, "$1"));
  expect(places).toEqual([
    `codegen: ${bundle}:8 #/servers/0/url: lint no-server-example.com`,
    `codegen: ${bundle}:29 #/paths/~1v1~1cars~1{vin}/get/tags/0: lint operation-tag-defined`,
    `codegen: ${bundle}:42 #/paths/~1v1~1cars~1{vin}/delete/tags/0: lint operation-tag-defined`,
    "",
  ]);
  expect(Object.keys(await broken.contents()).some((file) => file.endsWith("openapi.yaml"))).toBe(false);
});

test("import names the files that it would change, and changes none", async () => {
  const sources = await checkout.read("spec/sources.yaml");
  const check = () => checkout.command("import", "official", "--check");
  const outcome = await withChange("official/cars.yml", ["maxItems: 8", "maxItems: 9"], check);
  expect(outcome).toEqual({
    code: 1,
    stdout: "run import or generate to update them\n",
    stderr: "stale: spec/documents/cars-yml.yaml\nstale: spec/sources.yaml\n",
  });
  expect(await checkout.read("spec/sources.yaml")).toBe(sources);
});

test("import into another folder, says what it dropped", async () => {
  const args = ["import", "official", "--out", "facts"] as const;
  const change: [string, string] = ['schemas/Door"', 'schemas/Window"'];
  const run =
    (...more: string[]) =>
    () =>
      checkout.command(...args, ...more);
  expect(await withChange("official/cars.yml", change, run("--allow-unresolved"))).toEqual({
    code: 0,
    stdout: "cars.yml: dropped #/components/schemas/Window\nimported 1 documents into facts\n",
    stderr: "",
  });
  expect(await withChange("official/cars.yml", change, run())).toMatchObject({ code: 2, stdout: "" });
});

test.each([
  [["--check", "--out", "facts"], "--check compares with the specification: it takes no --out"],
  [["--allow-unresolved"], "--allow-unresolved needs --out: the documents of a specification must be whole"],
])("import rejects %j", async (options, want) => {
  expect(await checkout.command("import", "official", ...options)).toEqual({
    code: 2,
    stdout: "",
    stderr: `codegen: ${want}\n`,
  });
});

test("prints the reference, the codes and the comparison", async () => {
  const reference = await checkout.command("reference");
  expect([reference.code, reference.stderr]).toEqual([0, ""]);
  expect(reference.stdout.endsWith("}\n")).toBe(true);
  expect(JSON.parse(reference.stdout)).toMatchObject({
    capabilities: [],
    operations: [{ id: "getCar" }, { id: "removeCar" }],
  });
  expect(await checkout.command("codes")).toEqual({ code: 0, stdout: codesPage(), stderr: "" });
  const outcome = await checkout.command("diff", bundle, bundle);
  expect(outcome).toEqual({ code: 0, stdout: "No change for callers.\n", stderr: "" });
});

test.each<[string[], string]>([
  [["import"], "import takes one folder or URL, got 0"],
  [["import", "a", "b"], "import takes one folder or URL, got 2"],
  [["bundle", "a"], "bundle takes no operands, got 1"],
  [["generate"], "--out must be the folder of the generated TypeScript, got nothing"],
  [["check"], "--out must be the folder of the generated TypeScript, got nothing"],
  [["codes", "a"], "codes takes no operands, got 1"],
  [["reference", "a"], "reference takes no operands, got 1"],
  [["diff", "a"], "diff takes two files or two folders: the old one and the new one"],
  [["publish"], 'unknown command "publish"; see --help'],
])("%j is rejected", async ([name = "", ...args], want) => {
  expect(await checkout.command(name, ...args)).toEqual({
    code: 2,
    stdout: "",
    stderr: `codegen: ${want}\n`,
  });
});

test("an unknown option is named", async () => {
  const { code, stdout, stderr } = await checkout.command("bundle", "--output=x");
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^codegen: Unknown option '--output'[^\n]*\n$/);
});
