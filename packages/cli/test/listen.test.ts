import { createEmulator } from "@high-mobility-ts/emulator";
import { signWebhook } from "@high-mobility-ts/push/webhooks";
import { expect, test } from "vitest";
import { emptyHome, hm, records } from "./kit.ts";

const vin = "2HM00000000000001";
const secret = "hook-secret-1234";

test("webhooks are verified and written when they arrive, until Ctrl-C", async () => {
  const { body, headers } = await signWebhook(
    { event: { type: "fleet_clearance_changed", action: "approved" }, vehicle: { vin } },
    { secret },
  );
  const sent: number[] = [];
  const { code, stdout, stderr } = await hm(emptyHome(), ["listen", "--webhook", "0", "--json"], {
    variables: { HM_WEBHOOK_SECRET: secret },
    onOutput: async (text, kill) => {
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(text) ?? [];
      if (!url) return;
      const forged = { ...headers, "x-hm-signature-256": `sha256=${"0".repeat(64)}` };
      for (const each of [forged, headers, headers])
        sent.push((await fetch(url, { method: "POST", body, headers: each })).status);
      kill("SIGINT");
    },
  });
  expect(sent).toEqual([401, 200, 200]);
  expect(code).toBe(130);
  // The duplicate delivery is written once, and the forged delivery is not written.
  expect(records(stdout)).toMatchObject([{ event: "fleet_clearance_changed", vin, status: "approved" }]);
  expect(stderr).not.toContain(secret);
});

test("webhooks need a secret, which is not an option of the command", async () => {
  const { code, stderr } = await hm(emptyHome(), ["listen", "--webhook", "0"]);
  expect([code, stderr]).toEqual([
    2,
    "hm: HM_WEBHOOK_SECRET is not set. Set it to the secret of the webhook in the console.\n",
  ]);
});

test("messages of a broker are written when they arrive, until --timeout", async () => {
  const emulator = createEmulator({
    apps: [{ clientId: "my-app", clientSecret: "s" }],
    vehicles: [{ vin, brand: "sandbox", cleared: true }],
  });
  const broker = await emulator.push.listen({ everyMs: 50 });
  const { url, applicationId } = emulator.push.clientOptions();
  const driving = setInterval(() => emulator.clock.advance("1h"), 100);
  try {
    const { code, stdout, stderr } = await hm(emptyHome(), [
      ...["listen", "--mqtt", "--url", url, "--environment", "sandbox", "--application-id", applicationId],
      ...["--protocol", "3.1.1", "--json", "--timeout", "3s"],
    ]);
    expect([code, stderr]).toEqual([0, "Connected. Ctrl-C ends it.\n"]);
    expect(records(stdout)).toContainEqual(
      expect.objectContaining({ vin, property: "odometer", message_id: expect.any(String) }),
    );
  } finally {
    clearInterval(driving);
    await broker.close();
  }
});

test("data --watch shows changes, and after Ctrl-C it has the exit code of an interruption", async () => {
  const home = emptyHome();
  const args = ["data", vin, "--emulator", "--watch", "1s", "--property", "diagnostics.odometer", "--json"];
  const { code, stdout } = await hm(home, args, { onOutput: (_text, kill) => kill("SIGINT") });
  expect(code).toBe(130);
  expect(records(stdout)).toMatchObject([{ vin, property: "odometer" }]);
});

test("a wait ends after --timeout, and says what is still pending", async () => {
  const server = await createEmulator({
    apps: [{ clientId: "my-app", clientSecret: "s" }],
    approvalDelayMs: 3_600_000,
  }).listen();
  const variables = { HM_BASE_URL: server.url, HM_CLIENT_ID: "my-app", HM_CLIENT_SECRET: "s" };
  try {
    await hm(emptyHome(), ["clear", "-"], { variables, input: "vin,brand\nWBA00000000000001,bmw\n" });
    const args = ["clearances", "watch", "WBA00000000000001", "--timeout", "1s"];
    const { code, stderr } = await hm(emptyHome(), args, { variables });
    expect(code).toBe(1);
    expect(stderr).toBe(
      "hm: 1 of 1 clearances are not decided yet. Wait longer with --timeout, or look again later: hm clearances list --status pending\n",
    );
  } finally {
    await server.close();
  }
});

test("a call that takes longer than --timeout is aborted", async () => {
  const server = await createEmulator({
    apps: [{ clientId: "my-app", clientSecret: "s" }],
    latency: { minMs: 5_000, maxMs: 5_000 },
  }).listen({ closeGraceMs: 0 });
  const variables = { HM_BASE_URL: server.url, HM_CLIENT_ID: "my-app", HM_CLIENT_SECRET: "s" };
  try {
    const { code, stderr } = await hm(emptyHome(), ["data", vin, "--timeout", "300ms"], { variables });
    expect([code, stderr]).toEqual([
      1,
      "hm: The time of --timeout is over. Allow a longer time, or request less data.\n",
    ]);
  } finally {
    await server.close();
  }
});
