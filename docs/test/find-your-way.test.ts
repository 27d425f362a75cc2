// Ten questions of a new user: each leads from the first page to its solution by one click, and so does the search.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { openSite, type Site } from "./site.ts";

interface Question {
  readonly question: string;
  /** Text at the place that the link leads to. */
  readonly solution: RegExp;
  readonly words: string;
  /** A result that leads to the solution. Without a fragment, every place of the page does. */
  readonly result: string;
}

const questions: readonly Question[] = [
  {
    question: "How do I start without an account?",
    solution: /no account for the first step/,
    words: "start without account",
    result: "/guide/start",
  },
  {
    question: "How do I get a token with a private key?",
    solution: /consoleKey\(keyFile\)/,
    words: "private key",
    result: "/guide/start#with-a-private-key",
  },
  {
    question: "How do I clear a fleet from a CSV?",
    solution: /enrollVehicles\(/,
    words: "clear fleet csv",
    result: "/guide/fleet",
  },
  {
    question: "How do I receive webhooks?",
    solution: /webhookHandler\(/,
    words: "receive webhooks",
    result: "/guide/push",
  },
  {
    question: "How do I ask a driver for consent?",
    solution: /authorizationCode\(/,
    words: "driver consent",
    result: "/guide/consent",
  },
  {
    question: "Which unit does the odometer have?",
    solution: /diagnostics\.odometer[\s\S]*number in [\s\S]*kilometers[\s\S]*miles/,
    words: "odometer unit",
    result: "/reference/properties#diagnostics-odometer",
  },
  {
    question: "Which scope does getVehicleData need?",
    solution: /Scope: vehicle:data/,
    words: "getVehicleData scope",
    result: "/reference/operations#getvehicledata",
  },
  {
    question: "How often may I read a clearance?",
    solution: /at most 60 calls in 60 s/,
    words: "rate limit",
    result: "/reference/operations#rate-limits",
  },
  {
    question: "What does the error not-cleared-yet mean?",
    solution: /not-cleared-yet[\s\S]*Wait until it is/,
    words: "not-cleared-yet",
    result: "/reference/errors",
  },
  {
    question: "How do several processes share a token?",
    solution: /store: redisStore\(redis\)/,
    words: "processes share token",
    result: "/guide/processes",
  },
];

/** Of the results of a search. */
const visibleResults = 5;

let site: Site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

async function openFirstPage(): Promise<Page> {
  const page = await site.browser.newPage();
  await page.goto(`${site.url}/`);
  await page.waitForLoadState("networkidle");
  return page;
}

/** Whether the page was scrolled to a place. Runs in the page. */
function isVisible(hash: string): boolean {
  const { top = -1 } = document.querySelector(hash)?.getBoundingClientRect() ?? {};
  return top >= 0 && top < innerHeight;
}

/** Returns the text of a row or of a section up to the next heading, or of the whole page. Runs in the page. */
function textAt(hash: string): string {
  const place = hash === "" ? document.querySelector("main") : document.querySelector(hash);
  if (hash === "" || !place) return place?.textContent ?? "";
  const row = place.closest("tr");
  if (row) return row.textContent ?? "";
  let text = "";
  for (
    let next = place.nextElementSibling;
    next && !/^H[1-3]$/.test(next.tagName);
    next = next.nextElementSibling
  )
    text += next.textContent;
  return text;
}

test("the first page has these questions and no others", async () => {
  const page = await openFirstPage();
  const links = await page.locator("#find-your-way ~ ul a").allTextContents();
  assert.deepEqual(
    links,
    questions.map(({ question }) => question),
  );
  await page.close();
});

for (const { question, solution, words, result } of questions) {
  test(`"${question}" leads to its solution by one click`, async () => {
    const page = await openFirstPage();
    await page.getByRole("link", { name: question }).click();
    await page.locator(".VPDoc").waitFor();
    const { hash } = new URL(page.url());
    if (hash !== "") await page.waitForFunction(isVisible, hash);
    assert.match(await page.evaluate(textAt, hash), solution);
    await page.close();
  });

  test(`"${words}" finds the solution of "${question}"`, async () => {
    const page = await openFirstPage();
    await page.getByRole("button", { name: "Search" }).first().click();
    await page.locator("#localsearch-input").fill(words);
    await page.locator(".VPLocalSearchBox .result").first().waitFor();
    // The results are replaced shortly after the last letter.
    await page.waitForTimeout(500);
    const found = await page
      .locator(".VPLocalSearchBox .result")
      .evaluateAll((results) => results.map((each) => each.getAttribute("href") ?? ""));
    const first = found.slice(0, visibleResults);
    assert.ok(
      first.some((href) => (result.includes("#") ? href === result : href.split("#")[0] === result)),
      `${result} is not among ${first.join(" ")}`,
    );
    await page.close();
  });
}

test("every link of the reference of operations leads to a place that exists", async () => {
  const page = await site.browser.newPage();
  await page.goto(`${site.url}/reference/operations`);
  const hrefs = await page
    .locator("main .vp-doc a")
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  const places = [...new Set(hrefs)].filter((href) => href.startsWith(site.url) && href.includes("#"));
  assert.ok(places.length > 20);
  const byPage = Map.groupBy(places, (href) => href.split("#")[0] ?? "");
  for (const [url, targets] of byPage) {
    await page.goto(url);
    for (const target of targets)
      assert.equal(await page.locator(`[id="${target.split("#")[1]}"]`).count(), 1, target);
  }
  await page.close();
});

test("every operation has its examples as TypeScript and curl, and with hm or the nearest command", async () => {
  const page = await site.browser.newPage();
  await page.goto(`${site.url}/reference/operations`);
  const operations = await page.locator("main h3").count();
  assert.ok(operations >= 14);
  assert.equal(await page.getByLabel("TypeScript", { exact: true }).count(), operations);
  assert.equal(await page.getByLabel("curl", { exact: true }).count(), operations);
  const commands = await page.getByLabel("hm", { exact: true }).count();
  assert.equal(commands + (await page.getByText("has no command for this operation").count()), operations);
  await page.close();
});
