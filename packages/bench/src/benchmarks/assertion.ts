import { createPrivateKey, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { clientCredentials } from "@high-mobility-ts/auth";
import { createSigner } from "fast-jwt";
import { importPKCS8, SignJWT } from "jose";
import jsonwebtoken from "jsonwebtoken";
import type { Benchmark } from "../benchmark.ts";
import { tokenFetch } from "../contestants/payload.ts";
import { timings } from "../timings.ts";
import type { Contestants } from "../turns.ts";

const audience = "https://sandbox.api.high-mobility.com/v1";
const keyId = randomUUID();
const pem = generateKeyPairSync("ec", { namedCurve: "P-256" })
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();

export const assertion: Benchmark = {
  name: "assertion",
  measures: "one ES256 assertion with the platform's claims",
  fairness: [
    "Ours is measured from asking for a token until the request with the assertion is handed to fetch, so it includes the request's body.",
    'The same key, the same claims, a new jti each time; "imported once" keeps the key object or signer, "each time" begins with the PEM.',
    "Ours and jose sign by WebCrypto, off the main thread and in every runtime; the others by node:crypto, on it.",
  ],
  packages: ["jose", "jsonwebtoken", "fast-jwt", "tinybench"],
  losses: {
    jose: "it signs by WebCrypto as ours does (by jose); ours also looks at the clock, writes the request's body and, with a new key, reads the options and the PEM by itself.",
    "*": "it signs synchronously by node:crypto; WebCrypto, which runs in every runtime, hands each signature to a thread and back. Once in five minutes.",
  },
  async run(runs) {
    return [
      {
        title: "key imported once",
        unit: "µs",
        better: "less",
        rows: await timings(await importedOnce(), { runs }),
      },
      {
        title: "key imported each time",
        unit: "µs",
        better: "less",
        rows: await timings(importedEachTime(), { runs }),
      },
    ];
  },
};

async function importedOnce(): Promise<Contestants> {
  const keyObject = createPrivateKey(pem);
  const cryptoKey = await importPKCS8(pem, "ES256");
  const fastJwt = createSigner({ key: pem, algorithm: "ES256" });
  const tokens = ourTokens();
  return [
    {
      name: "@high-mobility-ts/auth",
      run: async () => {
        const { elapsed } = await tokens.ask();
        return { overriddenDuration: elapsed };
      },
    },
    { name: "jose", run: () => withJose(cryptoKey) },
    { name: "fast-jwt", run: () => fastJwt(claims()) },
    { name: "jsonwebtoken", run: () => jsonwebtoken.sign(claims(), keyObject, { algorithm: "ES256" }) },
    { name: "node:crypto", note: "the floor: no JWT library", run: () => byHand(keyObject) },
  ];
}

function importedEachTime(): Contestants {
  return [
    {
      name: "@high-mobility-ts/auth",
      note: "a new token source each time",
      run: async () => {
        const { elapsed } = await ourTokens().ask();
        return { overriddenDuration: elapsed };
      },
    },
    { name: "jose", run: async () => withJose(await importPKCS8(pem, "ES256")) },
    { name: "fast-jwt", run: () => createSigner({ key: pem, algorithm: "ES256" })(claims()) },
    {
      name: "jsonwebtoken",
      note: "as the platform's own sample does it",
      run: () => jsonwebtoken.sign(claims(), pem, { algorithm: "ES256" }),
    },
    { name: "node:crypto", note: "the floor: no JWT library", run: () => byHand(createPrivateKey(pem)) },
  ];
}

function ourTokens(): { ask(): Promise<{ elapsed: number }> } {
  const started = performance.now();
  let sentAt = 0;
  // A rejected token is replaced at once if it was good for two minutes before.
  let nowMs = Date.now();
  const answer = tokenFetch();
  const tokens = clientCredentials({
    environment: "sandbox",
    clientId: "app",
    privateKey: { id: keyId, pem },
    clock: { now: () => nowMs },
    fetch: (input, init) => {
      sentAt = performance.now();
      return answer(input, init);
    },
  });
  let first = true;
  return {
    async ask() {
      const from = first ? started : performance.now();
      first = false;
      const token = await tokens.getToken();
      nowMs += 125_000;
      tokens.invalidate(token);
      return { elapsed: sentAt - from };
    },
  };
}

function claims() {
  return { ver: 2, iss: keyId, aud: audience, jti: randomUUID(), iat: Math.floor(Date.now() / 1_000) };
}

function withJose(key: CryptoKey): Promise<string> {
  return new SignJWT(claims()).setProtectedHeader({ alg: "ES256", typ: "JWT" }).sign(key);
}

function byHand(key: ReturnType<typeof createPrivateKey>): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  const input = `${encode({ alg: "ES256", typ: "JWT" })}.${encode(claims())}`;
  const signature = rawOf(sign("sha256", Buffer.from(input), key));
  return `${input}.${signature.toString("base64url")}`;
}

/** DER to the two numbers side by side: asking node:crypto for that (`ieee-p1363`) takes twice as long. */
function rawOf(der: Buffer): Buffer {
  const raw = Buffer.alloc(64);
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1] ?? 0;
    const number = der.subarray(at + 2, at + 2 + length).subarray(-32);
    number.copy(raw, end - number.length);
    at += 2 + length;
  }
  return raw;
}
