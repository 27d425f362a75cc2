// Runs the scenario in a browser: the emulator runs in the page with MSW's service worker, and the page posts
// the steps to its server.
import { createEmulator } from "@high-mobility-ts/emulator";
import { setupWorker } from "msw/browser";
import { arm, emulatorOptions } from "./emulated.ts";
import { runScenario, type ScenarioSetting } from "./scenario.ts";

async function run(): Promise<string> {
  const setting: ScenarioSetting & { readonly publicKey: string } = await (await fetch("/setting")).json();
  const emulator = createEmulator({ ...emulatorOptions(setting), origins: [setting.url] });
  const worker = setupWorker(...emulator.handlers);
  await worker.start({ quiet: true });
  arm(emulator);
  const steps = await runScenario(setting);
  worker.stop();
  return JSON.stringify(steps);
}

const body = await run().catch((error: unknown) => (error instanceof Error ? error.stack : String(error)));
await fetch("/result", { method: "POST", body: body ?? "" });
