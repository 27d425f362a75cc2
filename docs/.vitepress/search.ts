// What the search of the site finds, and what it shows first.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DefaultTheme, MarkdownEnv, MarkdownRenderer } from "vitepress";

const propertiesFile = join(import.meta.dirname, "data/properties.json");

/** Options of the search. `boostDocument` runs in the browser: it uses nothing outside of itself. */
export const searchOptions: DefaultTheme.LocalSearchOptions = {
  _render: searchedHtml,
  miniSearch: { searchOptions: { boostDocument: boostOfDocument } },
};

/** Returns the HTML of a page for the search. The table of properties is made in the browser, so it is added here. */
function searchedHtml(source: string, env: MarkdownEnv, markdown: MarkdownRenderer): string {
  const hasProperties = env.relativePath === "reference/properties.md";
  return markdown.render(hasProperties ? `${source}\n\n${propertySections()}\n` : source, env);
}

function propertySections(): string {
  const properties: readonly { name: string; description: string; value: string }[] = JSON.parse(
    readFileSync(propertiesFile, "utf8"),
  );
  return properties
    .map(({ name, description, value }) => {
      const [, property = name] = name.split(".");
      const text = `Unit or value of ${property.replaceAll("_", " ")}: ${value}. ${description}`.replaceAll(
        "<",
        "&lt;",
      );
      return `## ${name} {#${name.replace(".", "-")}}\n\n${text}`;
    })
    .join("\n\n");
}

/** Shows guides and the reference before the packages, and those before lists of types and reasons. */
function boostOfDocument(id: string): number {
  if (id.includes("/reference/properties")) return 2;
  if (/\/(?:guide|reference)\//.test(id)) return 4;
  return /\/(?:api|decisions|benchmarks)/.test(id) ? 0.5 : 1;
}
