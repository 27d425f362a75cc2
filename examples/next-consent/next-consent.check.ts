// Tests the built app in Chromium: a driver who consents, and a driver who does not.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { encryptedStore } from "@high-mobility-ts/auth";
import { fileStore } from "@high-mobility-ts/auth/file";
import { type Browser, chromium, type Page, type Response } from "playwright-core";
import { type EmulatedPlatform, startPlatform } from "./platform.ts";

const vin = "2HM00000000000001";
const next = join(import.meta.dirname, "node_modules/next/dist/bin/next");
let platform: EmulatedPlatform;
let app: ChildProcess;
let browser: Browser;
let url: string;

before(async () => {
  const port = await freePort();
  url = `http://localhost:${port}`;
  platform = await startPlatform(url);
  const [code] = await once(runNext("build"), "exit");
  assert.equal(code, 0, "next build failed");
  app = runNext("start", "--port", String(port));
  await isListening(url);
  browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
});

after(async () => {
  await browser?.close();
  app?.kill();
  await platform?.close();
});

test("a driver who consents sees the data of the car", async () => {
  const page = await newPage();
  await openConsentPage(page);
  await allow(page);
  assert.equal(await page.getByRole("caption").textContent(), vin);
  const odometer = page.getByRole("row").filter({ hasText: "diagnostics odometer" });
  assert.match((await odometer.textContent()) ?? "", /\d kilometers/);
  await page.reload();
  assert.equal(await page.getByRole("caption").textContent(), vin);
});

test("the browser gets the id of a session and no token or secret", async () => {
  const page = await newPage();
  const received: Promise<string>[] = [];
  page.on("response", (response) => {
    if (response.url().startsWith(url)) received.push(textOf(response));
  });
  await openConsentPage(page);
  await allow(page);
  const [session, ...others] = (await page.context().cookies(url)).filter(({ name }) => name === "session");
  assert.equal(others.length, 0);
  assert.ok(session?.httpOnly);
  const refreshToken = await storedRefreshToken(session.value);
  const texts = (await Promise.all(received)).join("\n");
  assert.ok(texts.includes(vin), "the responses of the app were not recorded");
  const secrets = {
    "a refresh token": refreshToken,
    "the client secret": "demo-secret",
    "an access token": "eyJ",
  };
  for (const [name, secret] of Object.entries(secrets))
    assert.ok(!texts.includes(secret), `the browser received ${name}`);
});

test("a driver who denies the consent sees what happened and can begin again", async () => {
  const page = await newPage();
  await openConsentPage(page);
  await page.getByRole("button", { name: "Deny" }).click();
  await page.getByText("You did not allow access").waitFor();
  await page.getByRole("button", { name: "Connect my car" }).waitFor();
});

test("a callback that this browser did not begin is rejected", async () => {
  const page = await newPage();
  await page.goto(`${url}/callback?code=forged&state=forged`);
  await page.getByText("begun in another browser").waitFor();
});

test("a driver without a consent cannot open the page of the car", async () => {
  const page = await newPage();
  await page.goto(`${url}/car`);
  assert.equal(page.url(), `${url}/`);
});

async function newPage(): Promise<Page> {
  const context = await browser.newContext();
  return context.newPage();
}

async function openConsentPage(page: Page): Promise<void> {
  await page.goto(url);
  await page.getByRole("button", { name: "Connect my car" }).click();
  await page.waitForURL(/\/oauth\/new/);
}

async function allow(page: Page): Promise<void> {
  await page.getByLabel("VIN").fill(vin);
  await page.getByRole("button", { name: "Allow" }).click();
  await page.waitForURL(`${url}/car`);
  await page.getByRole("caption").waitFor();
}

/** Returns the headers and the body of a response. Redirects have no body. */
async function textOf(response: Response): Promise<string> {
  const body = await response.text().catch(() => "");
  return `${JSON.stringify(await response.allHeaders())}\n${body}`;
}

/** Reads the session that the server keeps, as the app does. */
async function storedRefreshToken(sessionId: string): Promise<string> {
  const { SESSION_FOLDER = "", SESSION_SECRET = "" } = platform.env;
  const store = encryptedStore(fileStore(SESSION_FOLDER), Buffer.from(SESSION_SECRET, "base64"));
  const session = await store.get(sessionId);
  const { refreshToken } = JSON.parse(session?.value ?? "{}");
  assert.ok(refreshToken, "the session has no refresh token");
  return refreshToken;
}

function runNext(...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [next, ...args], {
    cwd: import.meta.dirname,
    env: { ...process.env, ...platform.env },
    stdio: "inherit",
  });
}

async function isListening(address: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (
      await fetch(address).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${address} does not respond.`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (typeof address !== "object" || !address) throw new Error("The system gave no port.");
  return address.port;
}
