// Measures the server's memory with ten thousand idle connections, a thousand slow headers and ten bodies of
// 100 MB, and checks that it still responds to other requests. Run by hand: node load/abuse.ts (needs `ulimit
// -n` above 12,000)
import { fork } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";

const server = fork(new URL("server.ts", import.meta.url), ["1000"]);
const [started]: { readonly url: string }[] = await once(server, "message");
if (!started) throw new Error("the server did not start");
const { url } = started;
const port = Number(new URL(url).port);

async function report(what: string): Promise<void> {
  server.send("usage");
  const [usage] = await once(server, "message");
  const from = performance.now();
  const { status } = await fetch(`${url}/v1/vehicleinfo`);
  const took = Math.round(performance.now() - from);
  const megabytes = Math.round(usage.rssBytes / 1e6);
  process.stdout.write(
    `${what.padEnd(42)} ${megabytes} MB resident; another request gets ${status} in ${took} ms\n`,
  );
}

async function open(greeting?: string): Promise<Socket> {
  const socket = connect(port, "127.0.0.1").on("error", () => undefined);
  await once(socket, "connect");
  if (greeting !== undefined) socket.write(greeting);
  return socket.resume();
}

async function openMany(count: number, greeting?: string): Promise<Socket[]> {
  const sockets: Socket[] = [];
  while (sockets.length < count)
    sockets.push(...(await Promise.all(Array.from({ length: 250 }, () => open(greeting)))));
  return sockets;
}

// `once` is not used, because it rejects if a connection ends with a reset.

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once("close", () => resolve());
  });
}

/** Returns the status of a request with 100 MB, after the server has read the whole body. */
async function sendLargeBody(): Promise<number> {
  const megabyte = new Uint8Array(1_048_576);
  const body = new ReadableStream({
    start: (controller) => {
      for (let count = 0; count < 100; count++) controller.enqueue(megabyte);
      controller.close();
    },
  });
  const init = { method: "POST", body, duplex: "half" };
  return (await fetch(`${url}/v1/access_tokens`, init as RequestInit)).status;
}

await report("at rest");
const idle = await openMany(10_000);
await report("10,000 idle connections");
const slow = await openMany(1_000, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ");
const drip = setInterval(() => {
  for (const socket of slow) socket.write("x");
}, 1_000);
await report("and 1,000 headers, a byte a second");
const statuses = await Promise.all(Array.from({ length: 10 }, sendLargeBody));
await report(`and 10 bodies of 100 MB (${[...new Set(statuses)].join(", ")})`);
await Promise.all([...idle, ...slow].map(closed));
clearInterval(drip);
await report("after all were ended by the server");
server.kill();
