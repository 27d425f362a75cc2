// The emulator in a process of its own: prints its port, ends with its parent.
import { createEmulator } from "@high-mobility-ts/emulator";

const emulator = createEmulator({
  apps: [{ clientId: "app", clientSecret: "secret" }],
  rateLimits: false,
  journalSize: 0,
});
const { url } = await emulator.listen({ port: 0 });
console.log(new URL(url).port);
process.stdin.resume().on("end", () => process.exit());
