// The service in production, which is configured by environment variables.
import { readFileSync } from "node:fs";
import { clientOptionsFromEnv } from "@high-mobility-ts/client/env";
import { createService } from "./service.ts";
import { openStore } from "./store.ts";

function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new TypeError(`${name} is not set.`);
  return value;
}

const client = clientOptionsFromEnv();
const service = createService({
  client,
  messages: {
    environment: "environment" in client ? client.environment : "sandbox",
    format: "v2",
    applicationId: variable("HM_APPLICATION_ID"),
    // The broker keeps messages under this name while the service restarts.
    clientId: "fastify-fleet-1",
    // The files are read again for each connection, so that a renewed certificate needs no restart.
    certificate: () => ({
      cert: readFileSync(variable("HM_CERTIFICATE_FILE")),
      key: readFileSync(variable("HM_CERTIFICATE_KEY_FILE")),
    }),
  },
  webhookSecret: variable("HM_WEBHOOK_SECRET"),
  store: openStore(variable("DATABASE_FILE")),
});
// If the consumer ends (an expired certificate, a take-over), the service ends: its supervisor starts it again.
service.consumer.closed.catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
  return service.close();
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void service.close());
console.log(await service.app.listen({ host: "0.0.0.0", port: Number(process.env["PORT"] ?? 3000) }));
