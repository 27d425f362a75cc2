import type { Socket } from "node:net";
import type { Fault, Link } from "./proxy.ts";

const megabyteBytes = 1_048_576;
export const hugeBytes: number = 50 * megabyteBytes;

/** All bytes arrive, but later. */
export function latency({ client, forward }: Link): void {
  setTimeout(() => forward().pipe(client), 20);
}

export function resetAtOnce({ client }: Link): void {
  client.resetAndDestroy();
}

export async function resetInMidBody(link: Link): Promise<void> {
  const { head, body } = await upstreamAnswer(link);
  link.client.write(Buffer.concat([head, half(body)]));
  await link.answered;
  link.client.resetAndDestroy();
}

/** Ends normally, but earlier than Content-Length says. */
export async function truncated(link: Link): Promise<void> {
  const { head, body } = await upstreamAnswer(link);
  link.client.end(Buffer.concat([head, half(body)]));
}

/**
 * Without a Content-Length the end of the connection is the end of the body: a missing part cannot be
 * detected.
 */
export async function truncatedUnnoticed(link: Link): Promise<void> {
  const { body } = await upstreamAnswer(link);
  link.client.write(headOf("200 OK", { "content-type": "application/json" }));
  link.client.end(half(body));
}

export function garbage({ client }: Link): void {
  client.end(Buffer.from([0x16, 0x03, 0x01, 0x00, 0xff, 0x0d, 0x0a, 0x0d, 0x0a]));
}

export function hang({ stuck }: Link): void {
  stuck();
}

/** Sends one byte at a time, without an end. */
export async function drip({ client, answered, stuck }: Link): Promise<void> {
  client.write(headOf("200 OK", { "content-type": "application/json" }));
  const timer = setInterval(() => client.write(" "), 5);
  client.on("close", () => clearInterval(timer));
  await answered;
  stuck();
}

export function answer(status: string, headers: Readonly<Record<string, string>> = {}): Fault {
  return ({ client }) => {
    const body = '{"error":"injected"}';
    client.end(headOf(status, { ...headers, "content-length": String(body.length) }) + body);
  };
}

export function redirect(link: Link): void {
  answer("307 Temporary Redirect", { location: `${link.elsewhere}/token` })(link);
}

/** The date is relative to the date of the response, so that the test does not depend on the time. */
export function tooManyUntil(link: Link): void {
  const now = Date.now();
  const at = (ms: number) => new Date(now + ms).toUTCString();
  answer("429 Too Many Requests", { date: at(0), "retry-after": at(3_000) })(link);
}

/** 50 MB, as fast as the client reads them. */
export function huge(status: string): Fault {
  return async ({ client, took }) => {
    client.write(headOf(status, { "content-type": "application/json", "content-length": String(hugeBytes) }));
    const chunk = Buffer.alloc(megabyteBytes / 16, " ");
    let sent = 0;
    const closed = new Promise((resolve) => client.once("close", resolve));
    client.on("close", () => took(sent - client.writableLength));
    while (sent < hugeBytes && client.writable) {
      sent += chunk.length;
      if (!client.write(chunk))
        await Promise.race([new Promise((resolve) => client.once("drain", resolve)), closed]);
    }
    client.end();
  };
}

function headOf(status: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ ...headers, connection: "close" }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return `HTTP/1.1 ${status}\r\n${lines.join("")}\r\n`;
}

async function upstreamAnswer({ forward }: Link): Promise<{ head: Buffer; body: Buffer }> {
  const bytes = await readAll(forward());
  const end = bytes.indexOf("\r\n\r\n") + 4;
  return { head: bytes.subarray(0, end), body: bytes.subarray(end) };
}

async function readAll(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function half(body: Buffer): Buffer {
  return body.subarray(0, Math.floor(body.length / 2));
}
