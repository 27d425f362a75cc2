// Runs the worker with an emulator that sends webhooks to it, without an account and a network.
import { createEmulator } from "@high-mobility-ts/emulator";
import { runWorker } from "./run-worker.ts";

const secret = "demo-webhook-secret";
const worker = await runWorker(secret, 8787);
const emulator = createEmulator({
  apps: [
    { clientId: "demo", clientSecret: "demo-secret", webhook: { url: `${worker.url}/webhooks`, secret } },
  ],
});
const server = await emulator.listen({ port: 4010 });
console.log(`Clear a vehicle, wait two seconds, and ask the worker:

npx @high-mobility-ts/cli clear fleet.csv   # with HM_BASE_URL=${server.url} HM_CLIENT_ID=demo HM_CLIENT_SECRET=demo-secret
curl ${worker.url}/2HM00000000000001`);

process.once("SIGINT", async () => {
  await server.close();
  await worker.close();
});
