import { expect, test } from "vitest";
import { downloadFiles } from "./download.ts";

const base = "https://docs.example/specs";

/** A `fetch` that responds by URL. */
function respondingWith(responses: Readonly<Record<string, () => Response>>): typeof globalThis.fetch {
  return async (input) => responses[String(input)]?.() ?? new Response("none", { status: 404 });
}

test("returns each complete file by its path, decoded", async () => {
  const fetch = respondingWith({
    "https://docs.example/specs/a.yaml": () => new Response("a: ä"),
    "https://docs.example/specs/b/c.yaml": () => new Response("c: 1"),
  });
  const files = await downloadFiles(base, ["a.yaml", "b/c.yaml"], { fetch });
  expect([...files]).toEqual([
    ["a.yaml", "a: ä"],
    ["b/c.yaml", "c: 1"],
  ]);
});

test("follows redirects on the same host, and reports others", async () => {
  const to = (location: string) => () => new Response(null, { status: 302, headers: { location } });
  const fetch = respondingWith({
    "https://docs.example/specs/a.yaml": to("/moved.yaml"),
    "https://docs.example/moved.yaml": () => new Response("a: 1"),
    "https://docs.example/specs/b.yaml": to("https://other.example/b.yaml"),
  });
  expect((await downloadFiles(base, ["a.yaml"], { fetch })).get("a.yaml")).toBe("a: 1");
  await expect(downloadFiles(base, ["b.yaml"], { fetch })).rejects.toThrow(
    "redirects to another host, https://other.example",
  );
});

test("a missing file, a large file and a failure are one error with the URL", async () => {
  const fetch = respondingWith({ "https://docs.example/specs/a.yaml": () => new Response("12345") });
  await expect(downloadFiles(base, ["b.yaml"], { fetch })).rejects.toThrow(
    "https://docs.example/specs/b.yaml: responded with status 404",
  );
  await expect(downloadFiles(base, ["a.yaml"], { fetch, maxBytes: 4 })).rejects.toThrow(
    "is larger than 4 bytes",
  );
  const cause = new TypeError("fetch failed", { cause: new Error("connect ECONNREFUSED") });
  await expect(downloadFiles(base, ["a.yaml"], { fetch: () => Promise.reject(cause) })).rejects.toThrow(
    "cannot be downloaded (connect ECONNREFUSED)",
  );
});

test.each([
  ["http://localhost:8080/specs", true],
  ["http://127.0.0.1/specs", true],
  ["http://127.8.9.1:8080/specs", true],
  ["http://[::1]/specs", true],
  ["http://127.0.0.1.docs.example/specs", false],
  ["http://1127.0.0.1.docs.example/specs", false],
  ["http://localhost.docs.example/specs", false],
  ["http://docs.example/specs", false],
])("plain http from %s is accepted: %s", async (folder, accepted) => {
  const files = downloadFiles(folder, ["a.yaml"], { fetch: async () => new Response("a: 1") });
  const outcome = await files.then(() => "accepted", String);
  if (accepted) expect(outcome).toBe("accepted");
  else expect(outcome).toContain("only https is accepted, and http on loopback");
});
