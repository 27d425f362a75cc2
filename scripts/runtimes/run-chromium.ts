// Runs headless Chromium: serves a page with the emulator behind MSW's service worker, and waits for the steps
// that the page sends.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, join, resolve } from "node:path";
import { makeCredentials } from "./emulate.ts";
import { bundle } from "./packed.ts";

const limitMs = 120_000;

export async function runChromium(command: string, folder: string): Promise<string[]> {
  const script = readFileSync(await bundle("in-page", folder));
  const worker = readFileSync(mswWorker());
  const setting = JSON.stringify({ ...makeCredentials(), url: "https://api.high-mobility.com" });
  const files: Record<string, [type: string, body: string | Buffer]> = {
    "/": ["text/html", '<!doctype html><script type="module" src="/page.mjs"></script>'],
    "/page.mjs": ["text/javascript", script],
    "/mockServiceWorker.js": ["text/javascript", worker],
    "/setting": ["application/json", setting],
  };
  let finish: (result: string) => void = () => undefined;
  const result = new Promise<string>((resolveResult) => {
    finish = resolveResult;
  });
  const server = createServer((request, response) => {
    if (request.url === "/result") readAll(request).then(finish);
    const [type, body] = files[request.url ?? ""] ?? ["text/plain", ""];
    response.writeHead(body ? 200 : 404, { "content-type": type }).end(body);
  });
  await new Promise<void>((resolveListen) => server.listen(0, "127.0.0.1", resolveListen));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const flags = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    `--user-data-dir=${join(folder, "chromium")}`,
  ];
  const child = spawn(command, [...flags, url], { stdio: "ignore" });
  try {
    const text = await Promise.race([result, failure(child), timeout()]);
    if (!text.startsWith("[")) throw new Error(text);
    return JSON.parse(text);
  } finally {
    child.kill();
    server.close();
    server.closeAllConnections();
  }
}

function mswWorker(): string {
  const require = createRequire(resolve("packages/client/package.json"));
  return join(dirname(require.resolve("msw/package.json")), "lib/mockServiceWorker.js");
}

async function readAll(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

function failure(child: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((_resolve, reject) => {
    child.on("error", reject).on("close", (code) => reject(new Error(`Chromium ended with ${code}`)));
  });
}

function timeout(): Promise<string> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error(`no result within ${limitMs} ms`)), limitMs).unref();
  });
}
