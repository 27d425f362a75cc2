// Writes the pages of the documentation site that are made of other files: READMEs of packages, and the reference.
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { runPnpm } from "../pnpm.ts";
import { operationsPage, type ReferenceOperation } from "./operations-page.ts";
import { propertyRows, type ReferenceCapability } from "./property-rows.ts";

const repository = "https://github.com/high-mobility-ts/high-mobility-ts/blob/main/";
const docs = "docs";

for (const folder of ["packages", "reference", ".vitepress/data"])
  rmSync(join(docs, folder), { recursive: true, force: true });

for (const file of globSync("packages/*/{README.md,docs/*.md}").map((path) => path.replaceAll("\\", "/"))) {
  const [, name = ""] = file.split("/");
  // Not published.
  if (name === "bench" || name === "guards") continue;
  write(`packages/${name}/${pageName(file)}.md`, withLinks(readFileSync(file, "utf8"), file));
}

const { stdout, status, stderr } = runPnpm(["--silent", "codegen", "reference"], { encoding: "utf8" });
if (status !== 0) throw new Error(`codegen reference failed: ${stderr}`);
const reference: {
  readonly capabilities: readonly ReferenceCapability[];
  readonly operations: readonly ReferenceOperation[];
} = JSON.parse(String(stdout));
write("reference/operations.md", operationsPage(reference.operations));
write(
  "reference/properties.md",
  "---\naside: false\n---\n\n# Vehicle properties\n\nEvery property that vehicles can report, by response and by push message. Which of them a vehicle has depends on its brand and model.\n\n<PropertyTable />\n",
);
write(".vitepress/data/properties.json", JSON.stringify(propertyRows(reference.capabilities)));

function pageName(file: string): string {
  return basename(file) === "README.md" ? "index" : basename(file, ".md");
}

/** Links of a README lead to pages of the site, or into the repository. */
function withLinks(text: string, file: string): string {
  return text.replaceAll(
    /\]\((?!https?:|#|mailto:)([^)#]+)(#[^)]*)?\)/g,
    (_match, path: string, hash = "") => {
      const target = posix.join(dirname(file), path);
      const [, name, page] = /^packages\/([^/]+)(?:\/(?:README\.md|docs\/(.+)\.md))?$/.exec(target) ?? [];
      if (name !== undefined && name !== "bench") return `](/packages/${name}/${page ?? ""}${hash})`;
      const [, own] = /^docs\/(.+)\.md$/.exec(target) ?? [];
      return own === undefined ? `](${repository}${target}${hash})` : `](/${own}${hash})`;
    },
  );
}

function write(path: string, text: string): void {
  const file = join(docs, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
