import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { type TestAPI, test } from "vitest";

const names = ["chromium", "chromium-browser", "google-chrome"];
const executablePath = (process.env["PATH"] ?? "")
  .split(delimiter)
  .flatMap((folder) => names.map((name) => join(folder, name)))
  .find((file) => existsSync(file));
const isMissing = executablePath === undefined;

if (isMissing)
  process.stderr.write("No Chromium on the PATH: browser tests are skipped (apt-get install chromium)\n");

/** Skips a test where there is no Chromium, but never in CI: there it fails. */
export const testInChromium: TestAPI["skip"] = test.skipIf(isMissing && !process.env["CI"]);

export interface Browsing {
  readonly page: Page;
  /** Errors and warnings of the page, each as one line. */
  readonly complaints: readonly string[];
  /** Every requested address. */
  readonly requested: readonly string[];
  readonly close: () => Promise<void>;
}

/** Opens a page in a new browser with an empty profile. */
export async function browse(options: BrowserContextOptions = {}): Promise<Browsing> {
  const userData = await mkdtemp(join(tmpdir(), "hm-chromium-"));
  const context = await chromium.launchPersistentContext(userData, {
    ...options,
    executablePath: executablePath ?? "chromium",
    headless: true,
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints: string[] = [];
  const requested: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  context.on("request", (request) => requested.push(request.url()));
  return {
    page,
    complaints,
    requested,
    close: async () => {
      await context.close();
      await rm(userData, { recursive: true, force: true });
    },
  };
}
