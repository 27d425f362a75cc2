import { posix } from "node:path";
import { defineConfig } from "vitepress";
import { searchOptions } from "./search.ts";
import { decisionLinks, guideLinks, packageLinks } from "./sidebar.ts";

/** The folder of the site on its host, such as `/high-mobility-ts/`. */
const base = process.env["DOCS_BASE"] ?? "/";
/** The address of the site, to switch between its versions. */
const site = process.env["DOCS_SITE"];
const version = process.env["DOCS_VERSION"] ?? "next";
const repository = "https://github.com/high-mobility-ts/high-mobility-ts";

// biome-ignore lint/style/noDefaultExport: VitePress reads the default export
export default defineConfig({
  title: "High Mobility for TypeScript",
  description:
    "Typed access to the data of connected cars: pull, push, fleets, and an emulator to build against",
  base,
  cleanUrls: true,
  lastUpdated: false,
  head: [["link", { rel: "icon", type: "image/svg+xml", href: `${base}icon.svg` }]],
  srcExclude: ["node_modules/**"],
  themeConfig: {
    siteTitle: "High Mobility",
    search: { provider: "local", options: searchOptions },
    nav: [
      { text: "Start", link: "/guide/start" },
      { text: "Guides", link: "/guide/fleet" },
      { text: "Playground", link: "/playground" },
      { text: "Packages", link: "/packages/client/" },
      { text: "Reference", link: "/reference/operations" },
      { text: "Why", link: "/benchmarks" },
      ...(site
        ? [
            {
              text: version,
              items: [
                { text: "Last release", link: site, target: "_self" },
                { text: "next", link: `${site}next/`, target: "_self" },
              ],
            },
          ]
        : []),
    ],
    sidebar: {
      "/": [
        { text: "Start", items: [{ text: "Three steps", link: "/guide/start" }] },
        { text: "Guides", items: guideLinks },
        { text: "Packages", items: packageLinks },
        {
          text: "Reference",
          items: [
            { text: "Operations", link: "/reference/operations" },
            { text: "Vehicle properties", link: "/reference/properties" },
            { text: "Error codes", link: "/reference/errors" },
            { text: "Commands", link: "/reference/commands" },
            { text: "Functions and types", link: "/api/" },
            { text: "Changes of the specification", link: "/spec-changes" },
          ],
        },
        {
          text: "Why",
          items: [
            { text: "Benchmarks", link: "/benchmarks" },
            { text: "Security of auth", link: "/packages/auth/security" },
            { text: "Decisions", link: "/reference/decisions" },
          ],
        },
      ],
      "/decisions/": [
        { text: "Why", items: [{ text: "All decisions", link: "/reference/decisions" }] },
        { text: "Decisions", items: decisionLinks },
      ],
    },
    socialLinks: [{ icon: "github", link: repository }],
    outline: [2, 3],
  },
  markdown: {
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    config(markdown) {
      const fallback = markdown.renderer.rules["link_open"];
      // Links to files outside of the site point to the repository.
      markdown.renderer.rules["link_open"] = (tokens, index, options, env, self) => {
        const token = tokens[index];
        const href = token?.attrGet("href") ?? "";
        const target = posix.join(posix.dirname(String(env.relativePath)), href);
        if (/^\.\.?\//.test(href) && target.startsWith("../"))
          token?.attrSet("href", `${repository}/blob/main/${target.slice(3)}`);
        return fallback?.(tokens, index, options, env, self) ?? self.renderToken(tokens, index, options);
      };
    },
  },
});
