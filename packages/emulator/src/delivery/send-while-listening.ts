import type { App } from "../options.ts";
import type { Listening } from "../server/listen.ts";
import type { Webhooks } from "./webhooks.ts";

const everyMs = 500;

/** Sends webhooks as time passes, for as long as a server listens and without keeping the process alive. */
export function sendWhileListening(
  listening: Listening,
  webhooks: Webhooks,
  apps: readonly App[],
): Listening {
  if (!apps.some(({ webhook }) => webhook)) return listening;
  const timer = setInterval(webhooks.send, everyMs);
  timer.unref();
  return {
    ...listening,
    close: () => {
      clearInterval(timer);
      return listening.close();
    },
  };
}
