import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { type AddressInfo, createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export interface Prism {
  readonly url: string;
  close(): Promise<void>;
}

const bundle = fileURLToPath(new URL("../../../../spec/high-mobility.openapi.yaml", import.meta.url));
const manifest = createRequire(import.meta.url).resolve("@stoplight/prism-cli/package.json");

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on a port has an address with a port.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Starts Prism with the bundle in a separate process on loopback. */
export async function startPrism(): Promise<Prism> {
  const port = await freePort();
  const args = [
    join(dirname(manifest), "dist/index.js"),
    "mock",
    bundle,
    "-h",
    "127.0.0.1",
    "-p",
    String(port),
  ];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const gone = once(child, "exit");
  await new Promise<void>((resolve, reject) => {
    // The output is always read: Prism logs each request, and would hang if the pipe were full.
    child.stdout.on("data", (chunk) => {
      if (String(chunk).includes("Prism is listening")) resolve();
    });
    child.once("exit", (code) => reject(new Error(`Prism ended with ${code}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      child.kill();
      await gone;
    },
  };
}
