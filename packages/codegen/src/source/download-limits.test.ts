import { expect, test } from "vitest";
import { downloadFiles, isUrl } from "./download.ts";

const base = "https://docs.example/specs";
const file = `${base}/a.yaml`;

type Fetch = typeof globalThis.fetch;

async function outcome(folder: string, fetch: Fetch, options: object = {}): Promise<string> {
  const files = downloadFiles(folder, ["a.yaml"], { fetch, ...options });
  return files.then(
    (found) => found.get("a.yaml") ?? "no file",
    (error: Error) => `${error.name}: ${error.message}`,
  );
}

function responding(status: number, headers: Record<string, string> = {}): Fetch {
  return async () => new Response(null, { status, headers });
}

test.each([
  ["not a URL", "the URL cannot be read"],
  ["https://user@docs.example/", "the URL may not have credentials, a query or a fragment"],
  ["https://:secret@docs.example/", "the URL may not have credentials, a query or a fragment"],
  ["https://docs.example/?token=1", "the URL may not have credentials, a query or a fragment"],
  ["https://docs.example/#a", "the URL may not have credentials, a query or a fragment"],
  ["ftp://localhost/", "ftp://localhost/: only https is accepted, and http on loopback"],
])("refuses the base URL %s", async (folder, message) => {
  expect(await outcome(folder, responding(200))).toBe(`CodegenError: ${message}`);
});

test.each([base, `${base}/`])("a file is below the base URL %s", async (folder) => {
  expect(await outcome(folder, async (input) => new Response(String(input)))).toBe(file);
});

test.each([299, 304, 400, 500])("the status %d is an error", async (status) => {
  expect(await outcome(base, responding(status))).toBe(
    `CodegenError: ${file}: responded with status ${status}`,
  );
});

test.each([299, 400])("a location beside the status %d is no redirect", async (status) => {
  expect(await outcome(base, responding(status, { location: "/b" }))).toBe(
    `CodegenError: ${file}: responded with status ${status}`,
  );
});

test("a redirect to an invalid URL is refused", async () => {
  expect(await outcome(base, responding(302, { location: "https://" }))).toBe(
    `CodegenError: ${file}: redirects to an invalid URL`,
  );
});

test.each([300, 399])("the status %d redirects at most five times", async (status) => {
  const afterRedirects = (count: number): Fetch => {
    let left = count;
    return async (_, init) => {
      expect(init?.redirect).toBe("manual");
      left -= 1;
      return left < 0 ? new Response("a: 1") : new Response(null, { status, headers: { location: "b" } });
    };
  };
  expect(await outcome(base, afterRedirects(5))).toBe("a: 1");
  expect(await outcome(base, afterRedirects(6))).toBe(`CodegenError: ${file}: redirects more than 5 times`);
});

test("a file of the maximum size is accepted, and a larger one is not", async () => {
  const fetch: Fetch = async () => new Response("12345");
  expect(await outcome(base, fetch, { maxBytes: 5 })).toBe("12345");
  expect(await outcome(base, fetch, { maxBytes: 4 })).toBe(`CodegenError: ${file}: is larger than 4 bytes`);
});

function waiting(): Fetch {
  return (_, init) =>
    new Promise((_resolve, reject) => {
      const { signal } = init ?? {};
      if (signal?.aborted) reject(signal.reason);
      signal?.addEventListener("abort", () => reject(signal.reason));
    });
}

test("a download ends at the time limit", async () => {
  expect(await outcome(base, waiting(), { timeoutMs: 20 })).toBe(
    `CodegenError: ${base}/: took longer than 0.02 seconds`,
  );
});

test("a download ends if its caller aborts it", async () => {
  expect(await outcome(base, waiting(), { signal: AbortSignal.abort() })).toBe(
    `CodegenError: ${base}/: interrupted; nothing was changed`,
  );
});

test.each([
  [new TypeError("fetch failed", { cause: new Error("refused") }), "refused"],
  [new TypeError("fetch failed"), "fetch failed"],
  [new TypeError("fetch failed", { cause: "text" }), "fetch failed"],
  ["text", "unknown reason"],
])("the reason of a failure is in the message: %s", async (cause, reason) => {
  expect(await outcome(base, () => Promise.reject(cause))).toBe(
    `CodegenError: ${base}/: cannot be downloaded (${reason})`,
  );
});

test.each([
  ["https://a", true],
  ["HTTPS://a", true],
  ["git+ssh2://a", true],
  ["C://a", false],
  ["https:/a", false],
  ["./https://a", false],
  ["1https://a", false],
])("whether %s is a URL: %s", (operand, want) => {
  expect(isUrl(operand)).toBe(want);
});
