import { spawnSync } from "node:child_process";
import { brokerFolder, soakServer } from "../soak/servers.ts";
import { receiveMaximum } from "./receivers.ts";

/**
 * Runs `work` with the address of a mosquitto that this function starts and ends.
 *
 * @returns What `work` returns; undefined, with a notice, if there is no mosquitto on this machine.
 */
export async function withMosquitto<T>(work: (url: string) => Promise<T>): Promise<T | undefined> {
  if (spawnSync("mosquitto", ["-h"]).error) {
    console.error(
      "skipped: mosquitto is not on the PATH (Debian: apt-get install mosquitto), so MQTT is not measured",
    );
    return undefined;
  }
  const folder = brokerFolder([`max_inflight_messages ${receiveMaximum}`, "autosave_interval 0"]);
  const server = await soakServer(folder.process);
  try {
    await server.start();
    return await work(`mqtt://127.0.0.1:${server.port}`);
  } finally {
    await server.stop("SIGKILL");
    folder.remove();
  }
}
