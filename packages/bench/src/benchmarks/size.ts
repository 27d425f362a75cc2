import type { Benchmark } from "../benchmark.ts";
import { type Bytes, bundle } from "../bundle.ts";
import { generateHeyApi } from "../generated.ts";
import { measureOurs, type OurBundle, ourBundles } from "../our-bundles.ts";
import type { Row, Table } from "../table.ts";
import { bodyValidators, importOf, writeAjvStandalone, writeZod } from "../validator-bundles.ts";

const openapiFetch = 'export { default as createClient } from "openapi-fetch";';
const oauth4webapi =
  'export { clientCredentialsGrantRequest, processClientCredentialsResponse, ClientSecretPost, PrivateKeyJwt } from "oauth4webapi";';
const openidClient =
  'export { Configuration, ClientSecretPost, PrivateKeyJwt, clientCredentialsGrant } from "openid-client";';

interface Peer {
  readonly name: string;
  readonly code: string;
  readonly note: string;
  /** What is not counted, by the path that imports it. Default: all is counted. */
  readonly without?: RegExp;
}

const noCache = "no token cache, no replay";

const authPeers: readonly Peer[] = [
  { name: "oauth4webapi", code: oauth4webapi, note: noCache },
  { name: "openid-client", code: openidClient, note: noCache },
  {
    name: "@badgateway/oauth2-client",
    code: 'export { OAuth2Client, OAuth2Fetch } from "@badgateway/oauth2-client";',
    note: "client secret only",
  },
];

const clientPeers: readonly Peer[] = [
  { name: "openapi-fetch", code: openapiFetch, note: "no tokens" },
  { name: "openapi-fetch + oauth4webapi", code: `${openapiFetch}\n${oauth4webapi}`, note: noCache },
  { name: "openapi-fetch + openid-client", code: `${openapiFetch}\n${openidClient}`, note: noCache },
  { name: "axios", code: 'export { default as axios } from "axios";', note: "no types, no tokens" },
  { name: "ky", code: 'export { default as ky } from "ky";', note: "no types, no tokens" },
];

/** Clients of other platforms that do as much: they get tokens, or sign, send calls again and wait for rate limits. */
const clientsOfOthers: readonly Peer[] = [
  {
    name: "@octokit/core + auth-app + retry + throttling",
    code: [
      'export { Octokit } from "@octokit/core";',
      'export { createAppAuth } from "@octokit/auth-app";',
      'export { retry } from "@octokit/plugin-retry";',
      'export { throttling } from "@octokit/plugin-throttling";',
    ].join("\n"),
    note: "types of operations are another package",
  },
  {
    name: "openai, without its resources",
    code: 'export { OpenAI } from "openai";',
    note: "tokens from a workload identity, retry, timeout; no rate limits",
    without: /\/(resources|lib|beta|realtime)\b/,
  },
  {
    name: "stripe, without its resources",
    code: 'export { default as Stripe } from "stripe";',
    note: "a constant key, retry, timeout, webhooks; no rate limits",
    without: /\/resources\//,
  },
];

export const size: Benchmark = {
  name: "size",
  measures: "what an app downloads: minified ES module for browsers",
  fairness: [
    "One bundler, one setting, tree shaking on; each bundle exports only what an app needs for client credentials.",
    "With a private key, the part that is loaded when the first assertion is signed is counted in full.",
    "Clients of other platforms are measured without their operations, which have no counterpart here; ours has its table of operations.",
    "gzip -9 and brotli, each file compressed by itself.",
  ],
  packages: [
    "esbuild",
    "openapi-fetch",
    "oauth4webapi",
    "openid-client",
    "@badgateway/oauth2-client",
    "@hey-api/openapi-ts",
    "axios",
    "ky",
    "@octokit/core",
    "@octokit/auth-app",
    "@octokit/plugin-retry",
    "@octokit/plugin-throttling",
    "openai",
    "stripe",
    "ajv",
    "zod",
  ],
  losses: {
    "@badgateway/oauth2-client":
      "it is smaller: no private keys, no retry of token requests, no limits to what it reads, no checks of its options.",
    "openapi-fetch": "it is inside ours, and does not know of tokens.",
    "@hey-api/openapi-ts client": "it does not know of tokens beyond putting one into a header.",
    ky: "it knows neither types nor tokens.",
    "*": "the peer has no token cache, no replay after 401, no retry of token requests, no checks of its options; what each of our parts weighs is in the last table.",
  },
  async run() {
    const heyApi: Peer = {
      name: "@hey-api/openapi-ts client",
      code: `export * from ${JSON.stringify(`${await generateHeyApi()}/sdk.gen.ts`)};`,
      note: "all 14 operations, no tokens",
    };
    return [
      ...(await tables("schema, types only", [])),
      ...(await tables("auth with a client secret", authPeers)),
      ...(await tables("auth with a private key", authPeers.slice(0, 2))),
      ...(await tables("client with a client secret", [...clientPeers, heyApi])),
      ...(await tables("client with a client secret", clientsOfOthers, "clients of other platforms")),
      ...(await tables("client with a private key", clientPeers.slice(1, 3))),
      ...(await tables("everything", [])),
      ...(await tables("validator of vehicle data", [
        { name: "ajv, generated ahead", code: moduleAt(writeAjvStandalone()), note: "as fast, without eval" },
        { name: "zod", code: moduleAt(writeZod()), note: "translates the JSON Schema at run time" },
      ])),
      await eachValidator(),
      await partsOf("client with a private key"),
    ];
  },
};

function moduleAt(file: string): string {
  return `export * from ${JSON.stringify(file)};`;
}

async function eachValidator(): Promise<Table> {
  const rows: Row[] = [];
  for (const name of bodyValidators())
    rows.push({ name, values: [(await bundle(importOf(name))).initial.gzip] });
  return partsTable("each validator alone, gzip", "bytes", rows);
}

function partsTable(title: string, unit: string, rows: readonly Row[]): Table {
  const [first, ...rest] = rows;
  if (!first) throw new Error(`${title}: there is nothing to show`);
  return { title, unit, better: "less", parts: true, rows: [first, ...rest] };
}

async function partsOf(name: string): Promise<Table> {
  const { modules, lazy: chunks } = await bundle(bundleNamed(name).code);
  const ofKeys = new Set(chunks.flatMap(({ files }) => (files.some(isJose) ? files : [])));
  const rows = modules
    .filter(({ bytes }) => bytes > 0)
    .map(
      ({ file, bytes, lazy }): Row => ({
        name: file,
        values: [bytes],
        ...(lazy && {
          note: ofKeys.has(file) ? "loaded when a private key signs" : "loaded when tokens are shared",
        }),
      }),
    );
  return partsTable(`${name}, by module`, "bytes minified", rows);
}

function isJose(file: string): boolean {
  return file.startsWith("jose/");
}

function bundleNamed(name: string): OurBundle {
  const found = ourBundles.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no bundle ${name}`);
  return found;
}

/** @param beside Who the peers are, if the title has to say it. */
async function tables(name: string, peers: readonly Peer[], beside?: string): Promise<readonly Table[]> {
  const measured = await measureOurs(bundleNamed(name));
  const others: { peer: Peer; bytes: Bytes }[] = [];
  for (const peer of peers) {
    const { initial } = await bundle(peer.code, peer.without ? { without: peer.without } : {});
    others.push({ peer, bytes: initial });
  }
  return (["gzip", "brotli"] as const).map((format) => ({
    title: `${[name, beside].filter(Boolean).join(", beside ")}, ${format}`,
    unit: "bytes",
    better: "less",
    rows: [
      { name: "ours", values: [measured[format]] },
      ...others.map(
        ({ peer, bytes }): Row => ({ name: peer.name, values: [bytes[format]], note: peer.note }),
      ),
    ],
  }));
}
