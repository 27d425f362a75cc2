import { exportJWK, exportPKCS8, exportSPKI, generateKeyPair, type JWK } from "jose";
import type { Clock } from "../src/index.ts";

export const start: number = Date.UTC(2026, 2, 3, 6, 0, 0);
export const tokenUrl: string = "https://sandbox.api.high-mobility.com/v1/access_tokens";
export const api: string = "https://sandbox.api.high-mobility.com/v1/fleets/vehicles";

/** A clock that stands still; `sleep` advances it at once. */
export interface TestClock extends Clock {
  advance(ms: number): void;
  readonly slept: number[];
}

export function testClock(at: number = start): TestClock {
  let now = at;
  const slept: number[] = [];
  return {
    now: () => now,
    sleep: async (ms) => {
      slept.push(ms);
      now += ms;
    },
    advance: (ms) => {
      now += ms;
    },
    slept,
  };
}

export interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string;
  readonly init: RequestInit;
  readonly cache: RequestCache;
}

/** A `fetch` that responds from a list, repeats the last response, and remembers its requests. */
export function answering(...answers: readonly ((sent: Sent) => Response | Promise<Response>)[]): {
  fetch: typeof globalThis.fetch;
  sent: Sent[];
} {
  const sent: Sent[] = [];
  const fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const request = new Request(input, init);
    const body = await request.text();
    const { url, method, headers, cache } = request;
    const one = { url, method, headers, body, init, cache };
    sent.push(one);
    const answer = answers[Math.min(sent.length, answers.length) - 1];
    if (!answer) throw new Error("no response is left");
    return answer(one);
  };
  return { fetch, sent };
}

export function tokenAnswer(value: string, more: Readonly<Record<string, unknown>> = {}): Response {
  return Response.json({ access_token: value, token_type: "bearer", expires_in: 300, ...more });
}

export function refuse(status: number, body: unknown = {}, headers: Record<string, string> = {}): Response {
  return new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers });
}

export interface TestKey {
  readonly pem: string;
  readonly publicPem: string;
  readonly jwk: JWK;
  readonly key: CryptoKey;
  readonly publicKey: CryptoKey;
}

export async function testKey(): Promise<TestKey> {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  return {
    pem: await exportPKCS8(privateKey),
    publicPem: await exportSPKI(publicKey),
    jwk: await exportJWK(privateKey),
    key: privateKey,
    publicKey,
  };
}

/** Returns the error with which a promise rejects. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error("did not reject");
    },
    (reason: unknown) => reason,
  );
}
