import { expect, test } from "vitest";
import { downloadFiles, isUrl } from "./download.ts";

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

function moved(location: string): () => Response {
  return () => new Response(null, { status: 302, headers: { location } });
}

test("follows redirects on the same host, and asks for each by hand", async () => {
  const asked: [string, RequestRedirect | undefined][] = [];
  const fetch = respondingWith({
    "https://docs.example/specs/a.yaml": moved("/moved.yaml"),
    "https://docs.example/moved.yaml": () => new Response("a: 1"),
  });
  const files = await downloadFiles(`${base}/`, ["a.yaml"], {
    fetch: (input, init) => {
      asked.push([String(input), init?.redirect]);
      return fetch(input, init);
    },
  });
  expect([...files]).toEqual([["a.yaml", "a: 1"]]);
  expect(asked).toEqual([
    ["https://docs.example/specs/a.yaml", "manual"],
    ["https://docs.example/moved.yaml", "manual"],
  ]);
});

/** A chain of redirects from a.yaml to the file after so many of them. */
function chain(length: number) {
  const steps = Array.from({ length }, (_, index) => [`${base}/${index}`, moved(`${base}/${index + 1}`)]);
  return respondingWith({
    ...Object.fromEntries(steps),
    [`${base}/${length}`]: () => new Response("at the end"),
  });
}

test("follows five redirects, and no more", async () => {
  expect([...(await downloadFiles(base, ["0"], { fetch: chain(5) }))]).toEqual([["0", "at the end"]]);
  await expect(downloadFiles(base, ["0"], { fetch: chain(6) })).rejects.toMatchObject({
    name: "CodegenError",
    message: "https://docs.example/specs/0: redirects more than 5 times",
  });
});

test.each([
  [moved("https://other.example/b.yaml"), "redirects to another host, https://other.example"],
  [moved("http://docs.example/b.yaml"), "redirects to another host, http://docs.example"],
  [moved("https://["), "redirects to an invalid URL"],
  [() => new Response(null, { status: 304 }), "responded with status 304"],
  [() => new Response("", { status: 299, headers: { location: "/b" } }), "responded with status 299"],
  [() => new Response("", { status: 400, headers: { location: "/b" } }), "responded with status 400"],
  [() => new Response("none", { status: 404 }), "responded with status 404"],
  [() => new Response(new Uint8Array([0xff])), "is not UTF-8 text"],
])("a response that is not the file is an error with its URL (%#)", async (respond, want) => {
  await expect(downloadFiles(base, ["b.yaml"], { fetch: async () => respond() })).rejects.toMatchObject({
    name: "CodegenError",
    message: `https://docs.example/specs/b.yaml: ${want}`,
  });
});

test("cancels a body that it does not need", async () => {
  const cancelled: number[] = [];
  const respond = (status: number) => {
    const body = new ReadableStream({ cancel: () => void cancelled.push(status) });
    return new Response(body, { status, headers: { location: "https://other.example" } });
  };
  for (const status of [302, 404])
    await downloadFiles(base, ["a.yaml"], { fetch: async () => respond(status) }).catch(() => undefined);
  expect(cancelled).toEqual([302, 404]);
});

test("a file may have the most bytes, and not one more", async () => {
  const fetch = async () => new Response("12345");
  expect([...(await downloadFiles(base, ["a.yaml"], { fetch, maxBytes: 5 }))]).toEqual([["a.yaml", "12345"]]);
  await expect(downloadFiles(base, ["a.yaml"], { fetch, maxBytes: 4 })).rejects.toMatchObject({
    message: "https://docs.example/specs/a.yaml: is larger than 4 bytes",
  });
});

test("an empty response is an empty file", async () => {
  const fetch = async () => new Response(null);
  expect([...(await downloadFiles(base, ["a.yaml"], { fetch }))]).toEqual([["a.yaml", ""]]);
});

test.each([
  [new TypeError("fetch failed", { cause: new Error("connect ECONNREFUSED") }), "connect ECONNREFUSED"],
  [new TypeError("fetch failed", { cause: "no error" }), "fetch failed"],
  [new Error("broken"), "broken"],
  ["a text", "unknown reason"],
])("the failure %s is an error with the base URL and the reason", async (cause, reason) => {
  const failing = downloadFiles(base, ["a.yaml"], { fetch: () => Promise.reject(cause) });
  await expect(failing).rejects.toMatchObject({
    name: "CodegenError",
    message: `https://docs.example/specs/: cannot be downloaded (${reason})`,
    cause,
  });
});

/** A `fetch` that responds only when its signal aborts. */
function silent(_input: unknown, init: RequestInit = {}): Promise<Response> {
  return new Promise((_resolve, reject) => {
    const { signal } = init;
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener("abort", () => reject(signal.reason));
  });
}

test("ends when the time is over", async () => {
  const waiting = downloadFiles(base, ["a.yaml"], { fetch: silent, timeoutMs: 20 });
  await expect(waiting).rejects.toMatchObject({
    name: "CodegenError",
    message: "https://docs.example/specs/: took longer than 0.02 seconds",
  });
});

test("ends when its caller aborts, even if the time is over, too", async () => {
  const signal = AbortSignal.abort();
  const waiting = downloadFiles(base, ["a.yaml"], { fetch: silent, signal, timeoutMs: 0 });
  await expect(waiting).rejects.toMatchObject({
    name: "CodegenError",
    message: "https://docs.example/specs/: interrupted; nothing was changed",
  });
});

test.each([
  ["https://user@docs.example/specs", "the URL may not have credentials, a query or a fragment"],
  ["https://:secret@docs.example/specs", "the URL may not have credentials, a query or a fragment"],
  ["https://docs.example/specs?a=1", "the URL may not have credentials, a query or a fragment"],
  ["https://docs.example/specs#a", "the URL may not have credentials, a query or a fragment"],
  ["https://", "the URL cannot be read"],
  ["ftp://docs.example/specs", "ftp://docs.example/specs: only https is accepted, and http on loopback"],
  ["http://docs.example/", "http://docs.example/: only https is accepted, and http on loopback"],
])("rejects the base URL %s", async (url, want) => {
  const fetch = () => Promise.reject(new Error("no request is expected"));
  await expect(downloadFiles(url, ["a.yaml"], { fetch })).rejects.toMatchObject({ message: want });
});

test.each([
  ["https://docs.example", true],
  ["HTTP://docs.example", true],
  ["git+ssh://docs.example", true],
  ["s3.x-1://bucket", true],
  ["C:\\specs", false],
  ["c://specs", false],
  ["./https://docs.example", false],
  ["specs", false],
  ["https:/docs.example", false],
])("%s is a URL: %s", (operand, want) => {
  expect(isUrl(operand)).toBe(want);
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
  else expect(outcome).toBe(`CodegenError: ${folder}: only https is accepted, and http on loopback`);
});
