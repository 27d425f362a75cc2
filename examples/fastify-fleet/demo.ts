// Runs the service with an emulator in the same process, without an account and a network.
import { createEmulator } from "@high-mobility-ts/emulator";
import { createService } from "./service.ts";
import { openStore } from "./store.ts";

const [port, webhookSecret] = [3000, "demo-webhook-secret"];
const url = `http://127.0.0.1:${port}`;
const emulator = createEmulator({
  apps: [
    {
      clientId: "demo",
      clientSecret: "demo-secret",
      webhook: { url: `${url}/webhooks`, secret: webhookSecret },
    },
  ],
});
const server = await emulator.listen();
const broker = await emulator.push.listen();
const service = createService({
  client: server.clientOptions(),
  messages: emulator.push.clientOptions(),
  webhookSecret,
  store: openStore("fleet.sqlite"),
});
await service.app.listen({ port });
// The clock of the vehicles advances an hour in each second.
const driving = setInterval(() => emulator.clock.advance("1h"), 1_000);
console.log(`Clear a vehicle, and look at it a few seconds later:

curl --json '{"vehicles":[{"vin":"2HM00000000000001","brand":"sandbox"}]}' ${url}/vehicles
curl ${url}/vehicles/2HM00000000000001`);

process.once("SIGINT", async () => {
  clearInterval(driving);
  await service.close();
  await broker.close();
  await server.close();
});
