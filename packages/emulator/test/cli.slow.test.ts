import { execFile } from "node:child_process";
import { createHmac, createPrivateKey } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { SignJWT } from "jose";
import { generate } from "selfsigned";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ConsoleState } from "../src/console/console-state.ts";
import { consentPath } from "../src/oauth/consent.ts";
import { type Running, runCli, startCli } from "./cli-process.ts";

const vin = "2HM00000000000001";
const patient = { timeout: 20_000 };

let folder = "";
const running: Running[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hm-cli-"));
});
afterEach(async () => {
  for (const process of running.splice(0)) await process.stop("SIGKILL");
  await rm(folder, { recursive: true });
});

async function started(...args: readonly string[]): Promise<Running> {
  const process = await startCli(...args);
  running.push(process);
  return process;
}

async function fileWith(name: string, content: unknown): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

async function tokenOf(url: string, fields: Readonly<Record<string, string>>): Promise<Response> {
  const body = new URLSearchParams({ grant_type: "client_credentials", ...fields });
  return fetch(`${url}/v1/access_tokens`, { method: "POST", body });
}

async function stateOf(url: string): Promise<ConsoleState> {
  return (await fetch(`${url}/_emulator/state`)).json();
}

test("command line prints credentials with which a client gets a token, and exits with 0 after SIGTERM and SIGINT", {
  timeout: 60_000,
}, async () => {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    const { url, row, stop } = await started();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(row("page")).toBe(`${url}/`);
    const [client_id = "", client_secret = ""] = [row("client id"), row("client secret")];
    expect((await tokenOf(url, { client_id, client_secret })).status).toBe(200);
    expect((await tokenOf(url, { client_id, client_secret: "wrong" })).status).toBe(400);
    expect(await stop(signal)).toBe(0);
    await expect(fetch(url)).rejects.toThrow(TypeError);
  }
});

test("command line prints a curl line that works without changes", { timeout: 60_000 }, async () => {
  const fleet = await fileWith("fleet.json", [{ vin, brand: "bmw", cleared: true }]);
  const { curlLine } = await started("--fleet", fleet, "--client-secret", "it's a secret & more");
  const { stdout } = await promisify(execFile)("sh", ["-c", curlLine]);
  expect(JSON.parse(stdout)).toMatchObject([{ vin, brand: "bmw" }]);
});

test("command line prints a line of TypeScript that creates a client", { timeout: 60_000 }, async () => {
  const secret = `a "secret" & more`;
  const { greeting, url } = await started("--client-secret", secret);
  const [, options = ""] = /^ {2}const hm = createClient\((.*)\);$/m.exec(greeting) ?? [];
  expect(new Function(`return ${options}`)()).toEqual({
    baseUrl: url,
    clientId: "demo-app",
    clientSecret: secret,
  });
});

test("command line creates a key file with which a client gets a token, even if the clock runs fast", {
  timeout: 60_000,
}, async () => {
  const file = join(folder, "key.json");
  const { url, row, stop } = await started("--key-file", file, "--speed", "100000x");
  expect(row("key file")).toBe(file);
  const key: Record<string, string> = JSON.parse(await readFile(file, "utf8"));
  const assertion = (audience: string) =>
    new SignJWT()
      .setProtectedHeader({ alg: "ES256" })
      .setIssuer(key["id"] ?? "")
      .setAudience(audience)
      .setIssuedAt()
      .setJti(crypto.randomUUID())
      .sign(createPrivateKey(key["private_key"] ?? ""));
  const fields = async (audience: string) => ({
    client_id: key["client_id"] ?? "",
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: await assertion(audience),
  });
  await fetch(`${url}/_emulator/clock`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ advance: "30d" }),
  });
  expect((await tokenOf(url, await fields(`${url}/v1`))).status).toBe(200);
  expect((await tokenOf(url, await fields("http://gateway.example/v1"))).status).toBe(400);
  await stop();
  const again = await started("--key-file", file, "--audience", "http://gateway.example/v1");
  expect((await tokenOf(again.url, await fields("http://gateway.example/v1"))).status).toBe(200);
});

test("command line runs the clock faster, starting at the machine's time", { timeout: 60_000 }, async () => {
  const startedAt = Date.now();
  const { url, greeting } = await started("--speed", "3600x");
  expect(greeting).toContain("its clock runs at 3600x");
  const first = await stateOf(url);
  expect(first.speed).toBe(3_600);
  expect(first.now).toBeGreaterThanOrEqual(startedAt);
  expect(first.now).toBeLessThanOrEqual(startedAt + (Date.now() - startedAt) * 3_600);
  const isAnHourAhead = async () => (await stateOf(url)).now > Date.now() + 3_600_000;
  await expect.poll(isAnHourAhead, patient).toBe(true);
});

test("command line has the vehicles of a fleet file, with and without clearance, and all other vehicles", {
  timeout: 60_000,
}, async () => {
  const fleet = await fileWith("fleet.json", [
    { vin, brand: "bmw", cleared: true, powertrain: "electric" },
    { vin: "2HM00000000000002", brand: "ford", rejection: "no consent" },
  ]);
  const { url, row } = await started("--fleet", fleet);
  expect(row("fleet")).toBe(`2 vehicles from ${fleet}`);
  const { vehicles } = await stateOf(url);
  expect(vehicles.map(({ vin, brand, status }) => [vin, brand, status])).toEqual([
    [vin, "bmw", "approved"],
    ["2HM00000000000002", "ford", undefined],
  ]);
  expect([vehicles[0]?.fuelLevel, vehicles[0]?.batteryLevel]).toEqual([null, expect.any(Number)]);
});

test("command line saves its state at the end and continues from it, with the same vehicles for the same seed", {
  timeout: 60_000,
}, async () => {
  const fleet = await fileWith("fleet.json", [{ vin, brand: "bmw", cleared: true }]);
  const state = join(folder, "state.json");
  const args = ["--fleet", fleet, "--state", state, "--seed", "7", "--speed", "1000000x"];
  const first = await started(...args);
  expect(first.row("state")).toBe(`will be saved to ${state}`);
  const before = await stateOf(first.url);
  expect(await first.stop()).toBe(0);
  const second = await started(...args);
  expect(second.row("state")).toBe(`loaded from ${state}`);
  const after = await stateOf(second.url);
  expect(after.vehicles[0]).toMatchObject({ vin, status: "approved", since: before.vehicles[0]?.since });
  expect(after.now).toBeGreaterThan(before.now);
  expect(after.requests).toEqual([]);
  expect(after.vehicles[0]?.odometerKm).toBeGreaterThanOrEqual(before.vehicles[0]?.odometerKm ?? Number.NaN);
});

test("command line serves HTTPS with the given certificate, which the curl line trusts", {
  timeout: 60_000,
}, async () => {
  const { private: key, cert } = await generate(undefined, {
    extensions: [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }],
  });
  const tls = ["--tls-key", await fileWith("key.pem", key), "--tls-cert", await fileWith("cert.pem", cert)];
  const { url, curlLine } = await started(...tls);
  expect(url).toMatch(/^https:/);
  const { stdout } = await promisify(execFile)("sh", ["-c", curlLine]);
  expect(JSON.parse(stdout)).toEqual([]);
});

test("command line sends events to a webhook, signed with the printed secret", {
  timeout: 60_000,
}, async () => {
  const received = new EventEmitter();
  const receiver = createServer(async (incoming, outgoing) => {
    const body = await text(incoming);
    outgoing.end();
    received.emit("event", body, incoming.headers["x-hm-signature-256"]);
  }).listen(0, "127.0.0.1");
  await once(receiver, "listening");
  const address = receiver.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/hook`;
  const event = once(received, "event");
  const { curlLine, row } = await started("--webhook", url, "--speed", "1000000x");
  const enroll = curlLine.replace(
    " -H ",
    ` -d '{"vehicles":[{"vin":"${vin}","brand":"bmw"}]}' -H 'content-type: application/json' -H `,
  );
  await promisify(execFile)("sh", ["-c", enroll]);
  const [body, signature] = await event;
  receiver.close();
  const expected = createHmac("sha256", row("webhook secret") ?? "")
    .update(body)
    .digest("hex");
  expect(signature).toBe(`sha256=${expected}`);
  expect(body).toContain(vin);
});

test("command line accepts an address to which the consent page redirects", {
  timeout: 60_000,
}, async () => {
  const back = "http://localhost:3000/back";
  const { url } = await started("--redirect-uri", back, "--client-id", "my-app");
  const ask = (redirect_uri: string) => {
    const query = new URLSearchParams({
      client_id: "my-app",
      redirect_uri,
      response_type: "code",
      state: "x",
    });
    return fetch(`${url}${consentPath}?${query}`, { redirect: "manual" });
  };
  expect((await ask(back)).status).toBe(200);
  expect((await ask("http://evil.example/")).status).toBe(400);
});

test("command line has no page if other machines can connect to it", { timeout: 60_000 }, async () => {
  const { url, row } = await started("--host", "0.0.0.0");
  expect(row("page")).toBe("not served, because --host allows other machines");
  const { port } = new URL(url);
  for (const path of ["/", "/_emulator/state"])
    expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(404);
});

test("command line prints its help and its version", { timeout: 60_000 }, async () => {
  const help = await runCli("--help");
  expect(help).toMatchObject({ code: 0, stderr: "" });
  expect(help.stdout).toContain("--key-file <file>");
  const manifest: { version: string } = JSON.parse(
    await readFile(new URL("../package.json", import.meta.url), "utf8"),
  );
  expect(await runCli("--version")).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: "" });
});

test("command line prints one line for an invalid argument, and exits with 2", {
  timeout: 60_000,
}, async () => {
  const broken = await fileWith("broken.json", "{");
  const fleet = await fileWith("fleet.json", [{ vin }, { vin: "2HM00000000000002", brand: "bmww" }]);
  const state = await fileWith("state.json", { version: 3 });
  const key = await fileWith("key.json", { client_id: "app", id: "1", private_key: "none" });
  const missing = join(folder, "missing.json");
  const nowhere = join(folder, "no", "key.json");
  for (const [args, problem] of [
    [["--port", "many"], `\`--port\` must be a whole number from 0 to 65535, got "many".`],
    [["--fleet", missing], `${missing} must be a file, got none.`],
    [["--fleet", broken], `${broken} must be JSON, got another text.`],
    [["--fleet", fleet], `\`[1].brand\` in ${fleet} must be one of alfaromeo, `],
    [["--fleet", folder], `${folder} cannot be read: EISDIR.`],
    [["--state", state], `\`version\` in ${state} must be 1, got `],
    [
      ["--key-file", key],
      `\`private_key\` in ${key} must be an EC P-256 private key as PEM, got something else.`,
    ],
    [["--key-file", nowhere], `${nowhere} cannot be written: ENOENT.`],
    [["--state", nowhere], `${nowhere} cannot be written: ENOENT.`],
    [
      ["--tls-key", broken, "--tls-cert", broken],
      "`tls` must be a PEM certificate and its private key, got a certificate that cannot be used: ",
    ],
  ] as const) {
    const { code, stdout, stderr } = await runCli("--port", "0", ...args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^high-mobility-emulator: .*\n$/);
    expect(stderr).toContain(problem);
  }
});

test("command line reports a port that is in use, and exits with 1", { timeout: 60_000 }, async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const { code, stderr } = await runCli("--port", String(port));
  other.close();
  expect([code, stderr]).toEqual([
    1,
    `high-mobility-emulator: Port ${port} on 127.0.0.1 is in use: choose another port, or 0 for any free one\n`,
  ]);
});
