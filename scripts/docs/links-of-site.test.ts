import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { linksOfSite, pathInRepository, repositoryUrl, siteUrl } from "./links-of-site.ts";

const root = join(import.meta.dirname, "../..");
const readmes = globSync("packages/*/README.md", { cwd: root })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => !/\/(?:bench|guards)\//.test(path));
/** Pages that `docs:pages` writes. `docs:build` fails for a link to a page that does not exist. */
const writtenPages = /^(?:reference\/(?:operations|properties|errors|commands|decisions)|packages\/|api\/)/;

function linksIn(readme: string): readonly string[] {
  const text = readFileSync(join(root, readme), "utf8");
  return [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, url = ""]) => url);
}

test.each([
  { given: `${siteUrl}guide/read`, want: "/guide/read" },
  { given: `${repositoryUrl}blob/main/docs/benchmarks.md#million`, want: "/benchmarks#million" },
  { given: `${repositoryUrl}blob/main/packages/auth/docs/faults.md`, want: "/packages/auth/faults" },
  { given: `${repositoryUrl}tree/main/packages/client`, want: "/packages/client/" },
  { given: "../push/README.md#webhooks", want: "/packages/push/#webhooks" },
  { given: "src/a.ts", want: `${repositoryUrl}blob/main/packages/auth/src/a.ts` },
  { given: "https://example.com/a#b", want: "https://example.com/a#b" },
  { given: "#own", want: "#own" },
])("a README's link $given leads to $want on the site", ({ given, want }) => {
  expect(linksOfSite(`[a](${given})`, "packages/auth/README.md")).toBe(`[a](${want})`);
});

test.each(readmes)("every link of %s into the repository or to the site leads somewhere", (readme) => {
  const missing = linksIn(readme).filter((url) => {
    const page = url.startsWith(siteUrl) ? url.slice(siteUrl.length) : undefined;
    if (page !== undefined) return !writtenPages.test(page) && !existsSync(join(root, "docs", `${page}.md`));
    const path = pathInRepository(url, readme);
    return path !== undefined && !existsSync(join(root, path));
  });
  expect(missing).toEqual([]);
});

test.each(readmes)("%s links to a guide of the site", (readme) => {
  expect(linksIn(readme).filter((url) => url.startsWith(`${siteUrl}guide/`))).not.toEqual([]);
});
