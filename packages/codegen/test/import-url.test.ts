import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { generate } from "selfsigned";
import { describe, expect, test } from "vitest";
import { downloadFiles } from "../src/source/download.ts";
import { type CommandResult, cli, createCheckout, run } from "./support/checkout.ts";
import { official, sourcesOf } from "./support/official.ts";

const timeout = 60_000;

interface Running {
  readonly url: string;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

async function listen(server: Server, scheme: "http" | "https"): Promise<Running> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `${scheme}://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Serves the documents below `/archive/v1/`, unless `answer` handles the request. */
function serving(answer: (...args: Parameters<RequestListener>) => boolean = () => false): RequestListener {
  return (request, response) => {
    if (answer(request, response)) return;
    const text = official[(request.url ?? "").replace("/archive/v1/", "")];
    response.writeHead(text === undefined ? 404 : 200).end(text);
  };
}

/** Uses `answer` for one file, and serves the others unchanged. */
function servingOne(file: string, answer: RequestListener): RequestListener {
  return serving((request, response) => {
    if (request.url !== `/archive/v1/${file}`) return false;
    answer(request, response);
    return true;
  });
}

test("imports the files of sources.yaml from a URL, as from a folder", { timeout }, async () => {
  await using server = await listen(createServer(serving()), "http");
  await using checkout = await createCheckout({ "spec/sources.yaml": sourcesOf() });
  await using other = await createCheckout({ "spec/sources.yaml": sourcesOf() });
  await other.write(Object.fromEntries(Object.entries(official).map(([file, text]) => [`in/${file}`, text])));
  expect(await checkout.command("import", `${server.url}/archive/v1`)).toEqual({
    code: 0,
    stdout: "imported 4 documents into spec/documents\n",
    stderr: "",
  });
  await other.command("import", "in");
  const relative = (files: Record<string, string>, root: string): [string, string][] =>
    Object.entries(files).map(([file, text]) => [file.slice(root.length), text]);
  const imported = relative(await checkout.contents(), checkout.root);
  expect(imported).toEqual(
    relative(await other.contents(), other.root).filter(([file]) => !file.startsWith("/in/")),
  );
  expect(await checkout.command("import", `${server.url}/archive/v1/`, "--check")).toMatchObject({ code: 0 });
});

test("imports over TLS from a trusted server", { timeout }, async () => {
  const { private: key, cert } = await generate([{ name: "commonName", value: "127.0.0.1" }], {
    extensions: [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }],
  });
  await using server = await listen(createTlsServer({ key, cert }, serving()), "https");
  await using checkout = await createCheckout({ "spec/sources.yaml": sourcesOf(), "ca.pem": cert });
  const args = [cli, "import", `${server.url}/archive/v1`];
  const cwd = checkout.root;
  expect(await run(args, { cwd })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("cannot be downloaded"),
  });
  expect(await run(args, { cwd, env: { NODE_EXTRA_CA_CERTS: join(cwd, "ca.pem") } })).toMatchObject({
    code: 0,
  });
});

test("follows a redirect on the same host", { timeout }, async () => {
  const moved = servingOne("cars.yml", (_, response) => {
    response.writeHead(302, { location: "/archive/v1/moved/cars.yml" }).end();
  });
  const all: RequestListener = (request, response) => {
    if (request.url?.includes("/moved/")) response.end(official["cars.yml"]);
    else moved(request, response);
  };
  await using server = await listen(createServer(all), "http");
  await using checkout = await createCheckout({ "spec/sources.yaml": sourcesOf() });
  expect(await checkout.command("import", `${server.url}/archive/v1`)).toMatchObject({ code: 0, stderr: "" });
});

describe("a failed download is one line with exit code 2, and no file is written", () => {
  const last = "json-schema/envelope/spec.json";
  const table: { name: string; answer: RequestListener; want: RegExp }[] = [
    {
      name: "a file that is not there",
      answer: (_, response) => response.writeHead(404).end("no"),
      want: /spec\.json: responded with status 404\n$/,
    },
    {
      name: "a redirect to another host",
      answer: (_, response) => response.writeHead(301, { location: "http://localhost:1/spec.json" }).end(),
      want: /spec\.json: redirects to another host, http:\/\/localhost:1\n$/,
    },
    {
      name: "redirects without end",
      answer: ({ url }, response) => response.writeHead(307, { location: url }).end(),
      want: /spec\.json: redirects more than 5 times\n$/,
    },
    {
      name: "a file that is too large",
      answer: (_, response) => {
        const chunk = Buffer.alloc(1_000_000, " ");
        const send = (): void => {
          while (!response.destroyed && response.write(chunk));
        };
        response.on("drain", send);
        send();
      },
      want: /spec\.json: is larger than 20000000 bytes\n$/,
    },
    {
      name: "a connection that breaks half-way",
      answer: (_, response) => {
        response.writeHead(200, { "content-length": "1000" }).write("{");
        setTimeout(() => response.destroy(), 20);
      },
      want: /\/archive\/v1\/: cannot be downloaded \(.+\)\n$/,
    },
    {
      name: "bytes that are not text",
      answer: (_, response) => response.end(Buffer.from([0x7b, 0xff, 0x7d])),
      want: /spec\.json: is not UTF-8 text\n$/,
    },
  ];
  test.each(table)("$name", { timeout }, async ({ answer, want }) => {
    await using server = await listen(createServer(servingOne(last, answer)), "http");
    await using checkout = await createCheckout({ "spec/sources.yaml": sourcesOf() });
    const before = await checkout.contents();
    const outcome: CommandResult = await checkout.command("import", `${server.url}/archive/v1`);
    expect(outcome).toMatchObject({ code: 2, stdout: "" });
    expect(outcome.stderr).toMatch(/^codegen: http:\/\/127\.0\.0\.1:\d+\/archive\/v1\/[^\n]*\n$/);
    expect(outcome.stderr).toMatch(want);
    expect(await checkout.contents()).toEqual(before);
  });

  test.each([
    {
      url: "http://example.com/v1",
      want: "http://example.com/v1: only https is accepted, and http on loopback",
    },
    { url: "ftp://127.0.0.1/v1", want: "ftp://127.0.0.1/v1: only https is accepted, and http on loopback" },
    {
      url: "https://me:hunter2@example.com/",
      want: "the URL may not have credentials, a query or a fragment",
    },
    {
      url: "https://example.com/?token=hunter2",
      want: "the URL may not have credentials, a query or a fragment",
    },
    { url: "https://", want: "the URL cannot be read" },
  ])("$url", { timeout }, async ({ url, want }) => {
    await using checkout = await createCheckout({ "spec/sources.yaml": sourcesOf() });
    expect(await checkout.command("import", url)).toEqual({
      code: 2,
      stdout: "",
      stderr: `codegen: ${want}\n`,
    });
  });
});

test("has a time limit for all files together", async () => {
  await using server = await listen(createServer(servingOne("b", () => undefined)), "http");
  const download = downloadFiles(`${server.url}/archive/v1`, ["cars.yml", "b"], { fetch, timeoutMs: 300 });
  await expect(download).rejects.toMatchObject({
    name: "CodegenError",
    message: `${server.url}/archive/v1/: took longer than 0.3 seconds`,
  });
});
