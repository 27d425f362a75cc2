import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { openSite, type Site } from "./site.ts";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const paths = [
  "/",
  "/guide/start",
  "/guide/fleet",
  "/guide/migrate",
  "/packages/client/",
  "/reference/operations",
  "/reference/properties",
  "/reference/errors",
  "/reference/commands",
  "/api/client/src",
  "/playground",
  "/decisions/0130-the-documentation-site",
];

let site: Site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

for (const path of paths)
  for (const colorScheme of ["light", "dark"] as const)
    test(`${path} is accessible in the ${colorScheme} theme, and all its requests stay on the site`, async () => {
      const page = await site.browser.newPage({ colorScheme });
      const foreign: string[] = [];
      page.on("request", (request) => {
        const url = request.url();
        if (!url.startsWith(site.url) && !/^(?:data|blob|about):/.test(url)) foreign.push(url);
      });
      await page.goto(site.url + path);
      await page.waitForLoadState("networkidle");
      await page.addScriptTag({ path: axe });
      const violations = await page.evaluate(async () => {
        // biome-ignore lint/suspicious/noExplicitAny: axe puts itself onto the page
        const results = await (globalThis as any).axe.run(document, {
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
        });
        return results.violations.flatMap((violation: { id: string; nodes: { html: string }[] }) =>
          violation.nodes.map(({ html }) => `${violation.id}: ${html.slice(0, 200)}`),
        );
      });
      assert.deepEqual(violations, []);
      assert.deepEqual(foreign, []);
      await page.close();
    });

test("the first page has at most 200 kB, compressed", async (t) => {
  const page = await site.browser.newPage();
  const sizes: number[] = [];
  page.on("response", async (response) => {
    const body = await response.body().catch(() => undefined);
    if (body) sizes.push(gzipSync(body).length);
  });
  await page.goto(`${site.url}/`);
  await page.waitForLoadState("networkidle");
  const total = sizes.reduce((sum, size) => sum + size, 0);
  t.diagnostic(`${(total / 1_000).toFixed(0)} kB in ${sizes.length} responses`);
  assert.ok(total > 10_000 && total <= 200_000, `${total} bytes`);
  await page.close();
});

test("no page is wider than a phone", async () => {
  const page = await site.browser.newPage({ viewport: { width: 375, height: 800 } });
  for (const path of paths) {
    await page.goto(site.url + path);
    await page.waitForLoadState("networkidle");
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 375, `${path} is ${width} pixels wide`);
  }
  await page.close();
});

test("a missing page has a message and a link to the start page", async () => {
  const page = await site.browser.newPage();
  await page.goto(`${site.url}/no-such-page.html`);
  await page.goto(`${site.url}/404.html`);
  await page.getByText("404").first().waitFor();
  assert.ok((await page.getByRole("link").count()) > 0);
  await page.close();
});
