import { createEmulator } from "@high-mobility-ts/emulator";
import { createConsole } from "@high-mobility-ts/emulator/console";
import { emulatedVehicles } from "../connection/emulator.ts";
import { exitCodes } from "../exit-code.ts";
import type { Session } from "../session.ts";

/** `hm emulate`: runs a server for other programs, with its page, until it is interrupted. */
export async function emulate(session: Session, { port }: { readonly port: number }): Promise<void> {
  const emulator = createEmulator({
    apps: [{ clientId: "emulated-app", clientSecret: "emulated-secret" }],
    vehicles: emulatedVehicles,
  });
  const server = await emulator.listen({ port, console: createConsole(emulator) });
  const { baseUrl, clientId, clientSecret } = server.clientOptions();
  session.note(
    [
      `The emulator and its page run at ${baseUrl}. Ctrl-C ends it.`,
      "In another terminal:",
      `  export HM_BASE_URL=${baseUrl} HM_CLIENT_ID=${clientId} HM_CLIENT_SECRET=${clientSecret}`,
      `  hm data ${emulatedVehicles[0]?.vin}`,
    ].join("\n"),
  );
  await new Promise<void>((resolve) => {
    if (session.signal.aborted) resolve();
    session.signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await server.close();
  if (session.isInterrupted) session.fail(exitCodes.interrupted);
}
