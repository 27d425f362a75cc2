import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build, call, credentials, vin } from "../kit.ts";
import { differences, type Verdicts } from "./differences.ts";
import { type Prism, startPrism } from "./prism.ts";
import { anyRequest, type GeneratedRequest } from "./requests.ts";

const emulator = build({
  rateLimits: false,
  vehicles: [{ vin, brand: "sandbox", cleared: true }],
});
let prism: Prism;

beforeAll(async () => {
  prism = await startPrism();
}, 60_000);
afterAll(() => prism.close());

function toRequest(origin: string, token: string, request: GeneratedRequest): Request {
  return new Request(`${origin}${request.path}`, {
    method: request.method,
    headers: {
      ...(request.isAuthorized ? { authorization: `Bearer ${token}` } : {}),
      ...(request.contentType === undefined ? {} : { "content-type": request.contentType }),
    },
    body: request.body ?? null,
  });
}

async function askEmulator(request: GeneratedRequest): Promise<Verdicts["emulator"]> {
  emulator.reset();
  let { body } = await call(emulator, "/v1/access_tokens", { method: "POST", body: credentials });
  if (request.operation.id === "getVehicleInfo")
    ({ body } = await call(emulator, "/v1/fleets/access_tokens", {
      method: "POST",
      token: body.access_token,
      body: { vin },
    }));
  const { status } = await emulator.fetch(
    toRequest("https://api.high-mobility.com", body.access_token, request),
  );
  return { accepts: status < 400, reason: emulator.requests.at(-1)?.reason };
}

async function askPrism(request: GeneratedRequest): Promise<Verdicts["prism"]> {
  const response = await fetch(toRequest(prism.url, "any", request));
  await response.arrayBuffer();
  // A 500 of Prism means that it accepts the request but cannot generate a response, because the schema of
  // vehicle data is too large.
  return { accepts: response.status < 400 || response.status === 500 };
}

function describe({ request, emulator: ours, prism: theirs }: Verdicts): string {
  return `${request.operation.id}, ${request.fault ?? "valid"}: emulator ${ours.accepts ? "accepts" : `rejects (${ours.reason})`}, Prism ${theirs.accepts ? "accepts" : "refuses"}: ${request.method} ${request.path} ${request.body ?? ""}`;
}

test("agrees with Prism about valid requests, except for the listed differences", async () => {
  const used = new Set<unknown>();
  const unexplained: string[] = [];
  for (const request of fc.sample(anyRequest, { numRuns: 600, seed: 20260303 })) {
    const verdicts = { request, emulator: await askEmulator(request), prism: await askPrism(request) };
    if (verdicts.emulator.accepts === verdicts.prism.accepts) continue;
    const row = differences.find(({ fits }) => fits(verdicts));
    if (row) used.add(row);
    else unexplained.push(describe(verdicts));
  }
  expect(unexplained).toEqual([]);
  expect(differences.filter((row) => !used.has(row)).map(({ why }) => why)).toEqual([]);
}, 120_000);
