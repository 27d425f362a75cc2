// The emulator as a process of its own, so that its memory is not the client's. Prints its URL; ends with its parent.
import { createEmulator } from "@high-mobility-ts/emulator";

const emulator = createEmulator({
  apps: [{ clientId: "load", clientSecret: "load-secret" }],
  journalSize: 0,
  rateLimits: false,
});
const { url } = await emulator.listen({ port: 0 });
process.stdout.write(`${url}\n`);
process.stdin.resume().on("end", () => process.exit());
