// The scenario for every runtime: one file that Node, Bun, Deno, workerd and Chromium run with the packed
// packages.
import { allowClientSecretInBrowser, clientCredentials } from "@high-mobility-ts/auth";
import {
  type ClientEvent,
  createClient,
  enrollVehicles,
  type HighMobilityClient,
  isHighMobilityError,
  listClearances,
  readVehicleCsv,
  readVehicles,
  unwrap,
} from "@high-mobility-ts/client";
import { readMessages } from "@high-mobility-ts/push/files";
import { signWebhook, webhookHandler } from "@high-mobility-ts/push/webhooks";

/**
 * The address and the data of the emulator, which has a fault of 401 for `getClearance` and of 503 for
 * `getVehicleData`.
 */
export interface ScenarioSetting {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly key: { readonly id: string; readonly pem: string };
}

const vehicleCount = 1_000;
const firstVin = "WVWZZZ1KZ9W001000";

/** @returns the successful steps. */
export async function runScenario({ url, clientId, clientSecret, key }: ScenarioSetting): Promise<string[]> {
  const steps: string[] = [];
  const events: ClientEvent[] = [];
  const server = { tokenUrl: `${url}/v1/access_tokens`, audience: `${url}/v1`, resourceOrigins: [url] };
  const secret = { clientId, clientSecret, [allowClientSecretInBrowser]: true };
  const onEvent = (event: ClientEvent) => {
    events.push(event);
  };
  const retry = { baseDelayMs: 1 };
  const bySecret = createClient({
    baseUrl: url,
    auth: clientCredentials({ ...server, ...secret, onEvent }),
    onEvent,
    retry,
  });
  const byKey = createClient({
    baseUrl: url,
    auth: clientCredentials({ ...server, clientId, privateKey: key }),
    retry,
  });

  await bulk(bySecret);
  steps.push(`client secret: a bulk run of ${vehicleCount.toLocaleString("en")}`);
  const first = { params: { path: { vin: firstVin } } };
  await unwrap(bySecret.GET("/v1/fleets/vehicles/{vin}", first));
  check("a replay", count(events, "request-replayed") === 1);
  steps.push("a replay after 401");
  await unwrap(byKey.GET("/v1/fleets/vehicles/{vin}", first));
  steps.push("private key");
  for await (const { ok } of readVehicles(bySecret, [firstVin])) check("reading", ok);
  check("a retry", count(events, "call-retried") === 1);
  steps.push("a retry after 503");
  check("an abort", await isAborted(bySecret));
  steps.push("an abort");
  check("a webhook", (await repliesToWebhook()).join() === "200,200,401");
  steps.push("a webhook, its duplicate and a forged webhook");
  check("a compressed file", (await idsOfFile()).join() === "m-1,m-2");
  steps.push("a compressed file of messages");
  return steps;
}

async function bulk(hm: HighMobilityClient): Promise<void> {
  let accepted = 0;
  for await (const { outcome } of enrollVehicles(hm, readVehicleCsv(csv())))
    if (outcome === "accepted") accepted++;
  check(`${accepted} of ${vehicleCount} accepted`, accepted === vehicleCount);
  let listed = 0;
  for await (const { vin } of listClearances(hm)) if (vin.startsWith("WVWZZZ1KZ9W00")) listed++;
  check(`${listed} of ${vehicleCount} listed`, listed === vehicleCount);
}

function* csv(): Generator<string> {
  yield "brand,vin\r\n";
  for (let index = 0; index < vehicleCount; index++) yield `sandbox,WVWZZZ1KZ9W00${1_000 + index}\r\n`;
}

async function isAborted(hm: HighMobilityClient): Promise<boolean> {
  const controller = new AbortController();
  const call = hm.GET("/v1/vehicleinfo", { signal: controller.signal });
  controller.abort();
  const error: unknown = await call.catch((reason: unknown) => reason);
  return isHighMobilityError(error) && error.code === "aborted";
}

/** Returns the statuses of a webhook, of its duplicate, and of a webhook with another signature. */
async function repliesToWebhook(): Promise<number[]> {
  let pings = 0;
  const handle = webhookHandler({ secrets: "webhook-secret", on: { ping: () => pings++ } });
  const send = async (secret: string) => {
    const { body, headers } = await signWebhook({ event: { type: "ping" } }, { secret });
    return (await handle(new Request("https://app.example", { method: "POST", headers, body }))).status;
  };
  const statuses = [await send("webhook-secret"), await send("webhook-secret"), await send("other")];
  check(`${pings} of 1 pings`, pings === 1);
  return statuses;
}

/** The ids of the messages in a file of JSON Lines, compressed with gzip. */
async function idsOfFile(): Promise<(string | undefined)[]> {
  const line = (id: string) => JSON.stringify({ message_id: id, version: 3, vin: firstVin, data: {} });
  const text = new Blob([`${line("m-1")}\n${line("m-2")}\n`]);
  const ids: (string | undefined)[] = [];
  for await (const { id } of readMessages(text.stream().pipeThrough(new CompressionStream("gzip"))))
    ids.push(id);
  return ids;
}

function count(events: readonly ClientEvent[], type: ClientEvent["type"]): number {
  return events.filter((event) => event.type === type).length;
}

function check(what: string, holds: boolean): void {
  if (!holds) throw new Error(`went wrong: ${what}`);
}
