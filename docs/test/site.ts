// The built site on a server of this machine, and a browser that opens it.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const dist = join(import.meta.dirname, "../.vitepress/dist");

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
};

export interface Site {
  readonly url: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** @throws {Error} if the site is not built, or Chromium cannot be started. */
export async function openSite(): Promise<Site> {
  if (!existsSync(dist)) throw new Error("The site is not built. Run pnpm docs:build first.");
  const server = createServer(({ url = "/" }, response) => {
    const path = decodeURIComponent(new URL(url, "http://site").pathname);
    const file = [path, `${path}.html`, join(path, "index.html")]
      .map((name) => join(dist, name))
      .find((name) => name.startsWith(dist) && existsSync(name) && statSync(name).isFile());
    response.statusCode = file ? 200 : 404;
    if (!file) return response.end("not found");
    response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  return {
    url: `http://127.0.0.1:${port}`,
    browser,
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
