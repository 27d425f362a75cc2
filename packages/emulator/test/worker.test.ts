import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterEach, expect } from "vitest";
import { browse, testInChromium } from "./chromium.ts";

async function bundle(): Promise<string> {
  const entryPoint = fileURLToPath(new URL("worker-page.ts", import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entryPoint],
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2023",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

async function serve(files: Readonly<Record<string, { readonly type: string; readonly content: string }>>) {
  const server = createServer(({ url = "" }, outgoing) => {
    const file = files[url];
    if (file) outgoing.writeHead(200, { "content-type": file.type }).end(file.content);
    else outgoing.writeHead(404).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, server };
}

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

testInChromium(
  "MSW handlers in a service worker respond to a token request of a page inside the browser",
  async () => {
    const worker = fileURLToPath(import.meta.resolve("msw/mockServiceWorker.js"));
    const { url, server } = await serve({
      "/": {
        type: "text/html",
        content: `<!doctype html><link rel="icon" href="data:,"><body><script type="module" src="/page.js"></script>`,
      },
      "/page.js": { type: "text/javascript", content: await bundle() },
      "/mockServiceWorker.js": { type: "text/javascript", content: await readFile(worker, "utf8") },
    });
    cleanUps.push(() => server.close());
    const { page, complaints, close } = await browse();
    cleanUps.push(close);
    const reached: string[] = [];
    page.on("response", (response) => {
      if (!response.url().startsWith(url) && !response.fromServiceWorker()) reached.push(response.url());
    });
    await page.goto(url);
    await page.getByText("status").waitFor();
    expect(JSON.parse((await page.textContent("body")) ?? "")).toEqual({
      status: 200,
      token_type: "bearer",
      expires_in: 300,
      seen: ["createAccessToken"],
    });
    expect(reached).toEqual([]);
    expect(complaints).toEqual([]);
  },
);
