// Tests the page on Vite's own server in Chromium.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chromium } from "playwright-core";
import { createServer } from "vite";

test("the page shows vehicles that drive, and one sleeping vehicle", async () => {
  const server = await createServer({ root: import.meta.dirname, logLevel: "error", server: { port: 0 } });
  await server.listen();
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  try {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(server.resolvedUrls?.local[0] ?? "");
    await page.getByText("5 vehicles, 1 without new data").waitFor({ timeout: 60_000 });
    const row = page.getByRole("row").filter({ hasText: "2HM00000000000001" });
    assert.match((await row.textContent()) ?? "", /\d kilometers/);
    assert.match(
      (await page.getByRole("row").filter({ hasText: "2HM00000000000005" }).textContent()) ?? "",
      /vehicle-asleep/,
    );
    assert.deepEqual(complaints, []);
  } finally {
    await browser.close();
    await server.close();
  }
});
