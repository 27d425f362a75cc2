import { expect, test } from "vitest";
import { createJournal, type JournalEntry } from "./journal.ts";

function entryWith(difference: Partial<JournalEntry>): JournalEntry {
  return {
    at: 0,
    method: "POST",
    path: "/v1/access_tokens",
    query: {},
    body: undefined,
    operation: "createAccessToken",
    status: 200,
    reason: undefined,
    ...difference,
  };
}

test.each([
  "access_token",
  "refresh_token",
  "token",
  "client_secret",
  "clientSecret",
  "client_assertion",
  "code",
  "code_verifier",
  "password",
  "authorization",
])("a journal hides the value of %s, in queries, bodies and lists", (name) => {
  const journal = createJournal(10);
  const body = { [name]: "hidden", inside: [{ [name]: "hidden", kept: "shown" }] };
  journal.record(entryWith({ body, query: { [name]: "hidden", state: "shown" } }));
  expect(journal.entries()).toMatchObject([
    {
      query: { [name]: "[redacted]", state: "shown" },
      body: { [name]: "[redacted]", inside: [{ [name]: "[redacted]", kept: "shown" }] },
    },
  ]);
});

test.each(["client_id", "grant_type", "country_code", "code_challenge_method", "vin"])(
  "a journal shows the value of %s",
  (name) => {
    const journal = createJournal(1);
    journal.record(entryWith({ body: { [name]: "shown" } }));
    expect(journal.entries()[0]?.body).toEqual({ [name]: "shown" });
  },
);

test.each([0, 1, 3])("a journal with a limit of %i keeps the latest entries", (size) => {
  const journal = createJournal(size);
  for (let at = 0; at < 20; at++) {
    journal.record(entryWith({ at }));
    const wanted = Array.from({ length: at + 1 }, (_, index) => index).slice(size === 0 ? at + 1 : -size);
    expect(journal.entries().map((entry) => entry.at)).toEqual(wanted);
  }
  journal.clear();
  expect(journal.entries()).toEqual([]);
});

test("a journal truncates values that are nested deeper than 32 levels", () => {
  const journal = createJournal(1);
  let body: unknown = "deepest";
  for (let depth = 0; depth < 33; depth++) body = { inner: body };
  journal.record(entryWith({ body }));
  const text = JSON.stringify(journal.entries()[0]?.body);
  expect(text).not.toContain("deepest");
  expect(text.match(/inner/g)).toHaveLength(32);
  expect(text).toContain('"[nested deeper]"');
});

test("a journal has the response bodies of the latest 100 entries, without secrets", () => {
  const journal = createJournal(1_000);
  for (let at = 0; at < 101; at++) journal.record(entryWith({ at, response: { access_token: "x", at } }));
  const entries = journal.entries();
  expect(entries[0]?.response).toBeUndefined();
  expect(entries[1]?.response).toEqual({ access_token: "[redacted]", at: 1 });
  expect(JSON.stringify(entries)).not.toContain('"x"');
});
