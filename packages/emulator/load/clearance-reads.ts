// Measures how many clearances per second the emulator returns over loopback, and the processor time of each.
// Run by hand: node load/clearance-reads.ts [vehicles] [requests] [connections]
import { fork } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { app, vinAt } from "./fleet.ts";

const [vehicles = 100_000, requests = 40_000, connections = 32] = process.argv.slice(2).map(Number);

interface CpuAndTime {
  readonly cpu: NodeJS.CpuUsage;
  readonly rssBytes: number;
}

const server = fork(new URL("server.ts", import.meta.url), [String(vehicles)]);
const [started]: { readonly url: string }[] = await once(server, "message");
if (!started) throw new Error("the server did not start");
const { url } = started;

async function usage(): Promise<CpuAndTime> {
  server.send("usage");
  const [answer] = await once(server, "message");
  return answer;
}

const agent = new Agent({ keepAlive: true, maxSockets: connections });

function send(path: string, headers: Record<string, string>, body?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? "GET" : "POST";
    const outgoing = request(`${url}${path}`, { agent, method, headers }, (incoming) => {
      let text = "";
      incoming.setEncoding("utf8");
      incoming.on("data", (chunk: string) => {
        text += chunk;
      });
      incoming.on("end", () =>
        incoming.statusCode === 200 ? resolve(text) : reject(new Error(`${incoming.statusCode}: ${text}`)),
      );
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

const grant = { grant_type: "client_credentials", client_id: app.clientId, client_secret: app.clientSecret };
const answer = await send("/v1/access_tokens", { "content-type": "application/json" }, JSON.stringify(grant));
const headers = { authorization: `Bearer ${JSON.parse(answer).access_token}` };

let left = 0;
async function readUntilDone(): Promise<void> {
  while (left > 0) {
    left -= 1;
    await send(`/v1/fleets/vehicles/${vinAt((left * 7919) % vehicles)}`, headers);
  }
}
async function read(count: number): Promise<void> {
  left = count;
  await Promise.all(Array.from({ length: connections }, readUntilDone));
}

await read(Math.min(5_000, requests));
const before = await usage();
const from = performance.now();
await read(requests);
const seconds = (performance.now() - from) / 1_000;
const after = await usage();
const cpuSeconds = (after.cpu.user + after.cpu.system - before.cpu.user - before.cpu.system) / 1e6;

process.stdout.write(`${vehicles} vehicles, ${requests} reads over ${connections} connections
reads per second, client on the same machine  ${Math.round(requests / seconds)}
reads per second of the server's CPU time     ${Math.round(requests / cpuSeconds)}
server's memory, MB                           ${Math.round(after.rssBytes / 1e6)}
`);
server.kill();
agent.destroy();
