import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { openSite, type Site } from "./site.ts";

let site: Site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

async function openPlayground(fragment = ""): Promise<Page> {
  const page = await site.browser.newPage();
  await page.goto(`${site.url}/playground${fragment}`);
  await page.locator(".monaco-editor .view-line").first().waitFor();
  return page;
}

async function runToEnd(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Run" }).click();
  const status = page.locator(".playground .state");
  await page.waitForFunction(
    () => /Done|Failed/.test(document.querySelector(".playground .state")?.textContent ?? ""),
    undefined,
    { timeout: 15_000 },
  );
  return (await status.textContent()) ?? "";
}

function linkOf(code: string): string {
  return `#code=${Buffer.from(code).toString("base64url")}`;
}

const scenarios: readonly (readonly [title: string, output: RegExp])[] = [
  ["First call", /"unit": "miles"/],
  ["Consent is withdrawn", /no-active-consent/],
  ["A carmaker is down", /attempt 1 got 503/],
  ["The token expires during a call", /event: request-replayed/],
  ["A fleet from a CSV", /duplicate[\s\S]*invalid[\s\S]*"approved": true/],
];
for (const [title, output] of scenarios)
  test(`the scenario "${title}" runs to its end`, async () => {
    const page = await openPlayground();
    await page.getByLabel("Scenario").selectOption(title);
    assert.equal(await runToEnd(page), "Done.");
    assert.equal(await page.locator(".monaco-editor .squiggly-error").count(), 0);
    assert.match((await page.getByRole("tabpanel").innerText()).replaceAll("\u00a0", " "), output);
    await page.getByRole("tab", { name: /Requests/ }).click();
    assert.match(await page.getByRole("tabpanel").innerText(), /POST \/v1\/access_tokens/);
    await page.getByRole("tab", { name: /Messages/ }).click();
    assert.match(await page.getByRole("tabpanel").innerText(), /2HM0\w+ \d+ samples/);
    await page.getByRole("tab", { name: /Map/ }).click();
    assert.ok((await page.locator("circle.vehicle").count()) >= 5);
    await page.close();
  });

test("a program of a link is shown and not run automatically", async () => {
  const page = await openPlayground(linkOf('console.log("it runs");\nexport {};\n'));
  await page.getByText("This program came with the link.").waitFor();
  await page.waitForTimeout(500);
  assert.equal(await page.locator("iframe").count(), 0);
  assert.equal(await runToEnd(page), "Done.");
  assert.match(await page.getByRole("tabpanel").innerText(), /it runs/);
  await page.close();
});

test("a program has no access to the page, its storage and the network", async () => {
  const program = `
const attempts: Record<string, () => unknown> = {
  document: () => parent.document.title,
  storage: () => localStorage.getItem("secret")!.length,
  network: () => fetch("${site.url}/"),
};
for (const [name, work] of Object.entries(attempts))
  try {
    await work();
    console.log(name, "is reachable");
  } catch (error) {
    console.log(name, "is not reachable");
  }
export {};
`;
  const page = await openPlayground(linkOf(program));
  await page.evaluate(() => localStorage.setItem("secret", "of the page"));
  assert.equal(await runToEnd(page), "Done.");
  const text = await page.getByRole("tabpanel").innerText();
  for (const name of ["document", "storage", "network"]) assert.match(text, new RegExp(`${name} is not`));
  await page.close();
});

test("a program that throws is marked as failed, and its error is shown", async () => {
  const page = await openPlayground(linkOf('throw new Error("on purpose");\nexport {};\n'));
  assert.equal(await runToEnd(page), "Failed.");
  assert.match(await page.getByRole("tabpanel").innerText(), /Error: on purpose/);
  await page.close();
});

test("a loaded playground works offline", async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  await page.goto(`${site.url}/playground`);
  await page.locator(".monaco-editor .view-line").first().waitFor();
  await runToEnd(page);
  await context.setOffline(true);
  assert.equal(await runToEnd(page), "Done.");
  await context.close();
});

test("the editor completes operations and marks mistakes", async () => {
  const program = `import { createClient } from "@high-mobility-ts/client";
import { emulator } from "playground";
const hm = createClient(emulator.clientOptions());
void hm.getVehicleData({ win: "x" });
hm.`;
  const page = await openPlayground(linkOf(program));
  await page.locator(".monaco-editor .squiggly-error").first().waitFor();
  await page.locator(".monaco-editor .view-lines").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Control+Space");
  await page.locator(".suggest-widget .monaco-list-row", { hasText: "checkEligibility" }).waitFor();
  await page.close();
});

test("the link of a program opens the same program", async () => {
  const page = await openPlayground(linkOf("const value = 42;\nexport { value };\n"));
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.getByText(/The link is (copied|in the address bar)\./).waitFor();
  assert.match(page.url(), /#code=[\w-]+$/);
  await page.close();
});

test("measures the time until the playground can be used, from this machine's disk", async (t) => {
  const page = await site.browser.newPage();
  const started = performance.now();
  await page.goto(`${site.url}/playground`);
  await page.locator(".monaco-editor .view-line").first().waitFor();
  t.diagnostic(`usable after ${((performance.now() - started) / 1_000).toFixed(1)} s`);
  await page.close();
});
