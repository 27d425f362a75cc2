import type { Page } from "playwright-core";
import { afterEach, expect } from "vitest";
import { createConsole } from "../src/console/console.ts";
import { type Browsing, browse, testInChromium } from "./chromium.ts";
import { app, build, clear, tokenOf, vin } from "./kit.ts";

const second = "2HM00000000000002";

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function opened(options: Parameters<typeof browse>[0] = {}) {
  const emulator = build({ approvalDelayMs: 60_000 });
  const server = await emulator.listen({ console: createConsole(emulator) });
  cleanUps.push(server.close);
  const browsing: Browsing = await browse(options);
  cleanUps.push(browsing.close);
  await browsing.page.goto(server.url);
  await browsing.page.getByText("running", { exact: true }).waitFor();
  return { emulator, url: server.url, ...browsing };
}

/** Sends requests over HTTP, as an application does. */
async function askFor(url: string, path: string, token: string): Promise<number> {
  return (await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } })).status;
}

function rowWith(page: Page, text: string) {
  return page.getByRole("row").filter({ hasText: text });
}

function press(page: Page, name: string) {
  return page.getByRole("button", { name, exact: true }).click();
}

function positions(page: Page) {
  return page.locator("#positions circle").evaluateAll((dots) => dots.map((dot) => dot.outerHTML));
}

testInChromium(
  "the console's page loads nothing from outside, has no errors, and says how to begin",
  async () => {
    const { page, url, complaints, requested } = await opened();
    await page.getByText("No vehicle yet.").waitFor();
    await page.getByText("There are no requests yet.").waitFor();
    expect(await page.title()).toBe("High Mobility emulator");
    expect(requested.length).toBeGreaterThan(5);
    expect(requested.filter((address) => !address.startsWith(`${url}/`))).toEqual([]);
    expect(complaints).toEqual([]);
  },
);

testInChromium(
  "the console's page shows vehicles with their clearances and readings, and the requests without secrets",
  async () => {
    const { emulator, page, complaints } = await opened();
    const token = await tokenOf(emulator);
    await clear(emulator, token);
    await rowWith(page, vin).getByText("pending").waitFor();
    emulator.clock.advance("1m");
    await rowWith(page, vin).getByText("approved").waitFor();
    const [view] = emulator.inspect().vehicles;
    const odometer = view?.data?.diagnostics?.odometer?.data?.value ?? Number.NaN;
    const shown = new Intl.NumberFormat("en", { maximumFractionDigits: 0 }).format(odometer);
    expect(await rowWith(page, vin).textContent()).toContain(`${shown} km`);
    expect(await rowWith(page, vin).getByRole("meter").count()).toBe(1);
    await rowWith(page, "POST /v1/fleets/vehicles").getByText("createClearances").waitFor();
    const content = await page.content();
    for (const secret of [token, app.clientSecret]) expect(content).not.toContain(secret);
    expect(complaints).toEqual([]);
  },
);

testInChromium("the console's page advances the clock, and draws the position of each vehicle", async () => {
  const { emulator, page } = await opened();
  await clear(emulator, await tokenOf(emulator));
  await page.getByText("2026-03-03 06:00:00 UTC").waitFor();
  await press(page, "+1 min");
  await page.getByText("2026-03-03 06:01:00 UTC").waitFor();
  await page.getByText(/^1 vehicle, \d driving$/).waitFor();
  const [before, ...others] = await positions(page);
  expect(before).toContain(`<title>${vin}</title>`);
  expect(others).toEqual([]);
  await press(page, "+1 hour");
  await page.getByText("2026-03-03 07:01:00 UTC").waitFor();
  await press(page, "+1 day");
  await page.getByText("2026-03-04 07:01:00 UTC").waitFor();
});

testInChromium(
  "the console's page makes the next call fail with the chosen status, and lists it",
  async () => {
    const { emulator, url, page } = await opened();
    const token = await tokenOf(emulator);
    await page.getByLabel("Operation").selectOption("listClearances");
    await page.getByLabel("responds with").selectOption("429");
    await press(page, "Make it fail");
    await page.getByText("listClearances: 429 Too Many Requests, 1 time").waitFor();
    expect(await askFor(url, "/v1/fleets/vehicles", token)).toBe(429);
    await rowWith(page, "429 Too Many Requests").getByText("GET /v1/fleets/vehicles").waitFor();
    await page.getByText("None: every call gets its normal response.").waitFor();
    expect(await askFor(url, "/v1/fleets/vehicles", token)).toBe(200);
  },
);

testInChromium("the console's page makes the next calls break or hang", async () => {
  const { emulator, url, page } = await opened();
  const token = await tokenOf(emulator);
  await page.getByLabel("Operation").selectOption("listClearances");
  await page.getByLabel("responds with").selectOption({ label: "nothing: the connection breaks" });
  await page.getByLabel("for the next calls").fill("2");
  await press(page, "Make it fail");
  await page.getByText("listClearances: connection breaks, 2 times").waitFor();
  await expect(askFor(url, "/v1/fleets/vehicles", token)).rejects.toThrow(TypeError);
  await page.getByText("listClearances: connection breaks, 1 time").waitFor();
  await rowWith(page, "GET /v1/fleets/vehicles").getByText("connection broken").waitFor();
  await page.getByLabel("responds with").selectOption({ label: "nothing: the call hangs" });
  await press(page, "Make it fail");
  await page.getByText("listClearances: no response, 2 times").waitFor();
});

testInChromium("the console's page lets the token of the next call expire", async () => {
  const { emulator, url, page } = await opened();
  const token = await tokenOf(emulator);
  await page.getByLabel("Operation").selectOption("createAccessToken");
  expect(await page.getByLabel("responds with").textContent()).not.toContain("expires");
  await page.getByLabel("Operation").selectOption("listClearances");
  await page.getByLabel("responds with").selectOption({ label: "401, as its token expires" });
  await press(page, "Make it fail");
  await page.getByText("listClearances: token expires, 1 time").waitFor();
  expect(await askFor(url, "/v1/fleets/vehicles", token)).toBe(401);
  expect(await askFor(url, "/v1/fleets/vehicles", token)).toBe(401);
  expect(await askFor(url, "/v1/fleets/vehicles", await tokenOf(emulator))).toBe(200);
});

testInChromium("the console's page has buttons to approve, reject, hide and put to sleep", async () => {
  const { emulator, url, page } = await opened();
  const token = await tokenOf(emulator);
  for (const id of [vin, second]) await clear(emulator, token, { vin: id, brand: "bmw" });
  await press(page, `Approve ${vin}`);
  await press(page, `Reject ${second}`);
  await rowWith(page, vin).getByText("approved").waitFor();
  await rowWith(page, second).getByText("rejected by hand").waitFor();
  const path = `/v1/vehicle-data/autoapi-13/${vin}`;
  await press(page, `Sleep ${vin}`);
  await rowWith(page, vin).getByText("asleep").waitFor();
  expect(await askFor(url, path, token)).toBe(408);
  await press(page, `Wake ${vin}`);
  await press(page, `Privacy on ${vin}`);
  await rowWith(page, vin).getByText("privacy mode").waitFor();
  expect(await askFor(url, path, token)).toBe(403);
  await press(page, `Privacy off ${vin}`);
  await rowWith(page, vin).getByText("km/h").waitFor();
  expect(await askFor(url, path, token)).toBe(200);
});

testInChromium("the console's page resets the emulator after a confirmation", async () => {
  const { emulator, page } = await opened();
  await clear(emulator, await tokenOf(emulator));
  await rowWith(page, vin).waitFor();
  page.once("dialog", (dialog) => dialog.dismiss());
  await press(page, "Reset the emulator");
  expect(emulator.requests).toHaveLength(2);
  page.once("dialog", (dialog) => dialog.accept());
  await press(page, "Reset the emulator");
  await page.getByText("No vehicle yet.").waitFor();
  expect(emulator.requests).toEqual([]);
});

testInChromium("the console's page uses the system's dark mode", async () => {
  const { page } = await opened({ colorScheme: "light" });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(await background()).toBe("rgb(243, 245, 248)");
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await background()).toBe("rgb(14, 19, 26)");
});

testInChromium("the console's page reports that the emulator does not respond", async () => {
  const { page } = await opened();
  await cleanUps.shift()?.();
  await page.getByText("not reachable; trying again").waitFor();
});

testInChromium("the console's page adds a vehicle, and shows and repeats its messages", async () => {
  const { emulator, page, complaints } = await opened();
  await page.getByLabel("VIN", { exact: true }).fill(vin);
  await press(page, "Add a cleared vehicle");
  await rowWith(page, vin).getByText("approved").waitFor();
  const topics: string[] = [];
  emulator.push.subscribe({ format: "v2" }, (messages) => {
    topics.push(...messages.map(({ topic }) => topic));
  });
  await page.getByText("Nothing was sent yet.").waitFor();
  await emulator.push.flush();
  const [topic = ""] = topics;
  await rowWith(page, topic).getByRole("button").click();
  await expect.poll(() => topics).toEqual([topic, topic]);
  expect(complaints).toEqual([]);
});

testInChromium(
  "the console's page shows all values of a vehicle with their history, and filters them",
  async () => {
    const { emulator, page, complaints } = await opened();
    await clear(emulator, await tokenOf(emulator));
    emulator.vehicles.approve(vin);
    await press(page, vin);
    const dialog = page.getByRole("dialog");
    await dialog.getByText("diagnostics.odometer", { exact: true }).waitFor();
    // There is one reading for each time at which the page was loaded.
    emulator.clock.advance("1m");
    await page.locator("#history polyline").first().waitFor({ state: "attached" });
    emulator.clock.advance("8h");
    await page.locator('#history polyline[points*=" "]').first().waitFor({ state: "attached" });
    expect(await dialog.getByRole("img").count()).toBeGreaterThanOrEqual(2);
    await dialog.getByLabel("Filter values").fill("odometer");
    await dialog.getByText(/^\d+ of \d+ values$/).waitFor();
    expect(await dialog.getByText("doors.locks", { exact: true }).count()).toBe(0);
    await press(page, "Close");
    await dialog.waitFor({ state: "hidden" });
    expect(complaints).toEqual([]);
  },
);

testInChromium("the console's page shows the bodies of a request without secrets", async () => {
  const { emulator, page } = await opened();
  await tokenOf(emulator);
  await press(page, "POST /v1/access_tokens");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("POST /v1/access_tokens, 200").waitFor();
  expect(await dialog.getByLabel("Request body").textContent()).toContain('"client_secret": "[redacted]"');
  expect(await dialog.getByLabel("Response body").textContent()).toContain('"access_token": "[redacted]"');
});

testInChromium("the console's page searches vehicles and requests by a text", async () => {
  const { emulator, page } = await opened();
  emulator.vehicles.add({ vin, brand: "sandbox", cleared: true });
  emulator.vehicles.add({ vin: second, brand: "bmw", cleared: true });
  await tokenOf(emulator);
  await rowWith(page, second).waitFor();
  await page.getByLabel("Filter vehicles").fill("BMW");
  await rowWith(page, vin).first().waitFor({ state: "detached" });
  expect(await rowWith(page, second).count()).toBe(1);
  await page.getByLabel("Filter requests").fill("nothing like this");
  await rowWith(page, "access_tokens").first().waitFor({ state: "detached" });
});

testInChromium("a map shows the outlines of countries below the vehicles", async () => {
  const { emulator, page } = await opened();
  emulator.vehicles.add({ vin, brand: "sandbox", cleared: true });
  await page.locator("#positions circle").first().waitFor();
  const land = page.locator("#positions .land[d]");
  await land.waitFor({ state: "attached" });
  expect((await land.getAttribute("d"))?.length).toBeGreaterThan(10_000);
});
