// Runs in the browser: the emulator's handlers behind MSW's service worker.
import { setupWorker } from "msw/browser";
import { createEmulator } from "../src/index.ts";

const app = { clientId: "browser-app", clientSecret: "s3cret-of-the-app" };
const emulator = createEmulator({ apps: [app] });
await setupWorker(...emulator.handlers).start({ quiet: true });

const answer = await fetch("https://sandbox.api.high-mobility.com/v1/access_tokens", {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({
    grant_type: "client_credentials",
    client_id: app.clientId,
    client_secret: app.clientSecret,
  }),
});
const { token_type, expires_in } = await answer.json();
const seen = emulator.requests.map(({ operation }) => operation);
document.body.textContent = JSON.stringify({ status: answer.status, token_type, expires_in, seen });
