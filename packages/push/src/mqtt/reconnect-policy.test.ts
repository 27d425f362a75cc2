import { expect, test } from "vitest";
import { ConnectionFailure } from "./connection.ts";
import { ConsumerError } from "./consumer-error.ts";
import { ReconnectPolicy } from "./reconnect-policy.ts";

function policy(protocolVersion: 4 | 5 = 5, random = 1): ReconnectPolicy {
  return new ReconnectPolicy({
    protocolVersion,
    url: "mqtts://broker:8883",
    firstConnectionMs: 60_000,
    startedAt: 0,
    random: () => random,
  });
}

const closed = new ConnectionFailure("connected", "The connection was closed.");
const network = new ConnectionFailure("connect", "connect ECONNREFUSED");

function codeOf(decide: () => unknown): string {
  try {
    return `again: ${decide()}`;
  } catch (error) {
    return error instanceof ConsumerError ? error.code : "other";
  }
}

test("waits longer after each failure, up to a minute, and resets the pause after a long connection", () => {
  const it = policy();
  const delays = Array.from({ length: 9 }, (_, index) => it.delayMsAfter(network, index, undefined));
  expect(delays).toEqual([1_100, 2_100, 4_100, 8_100, 16_100, 32_100, 60_100, 60_100, 60_100]);
  expect(it.delayMsAfter(closed, 200_000, 100_000)).toBe(1_100);
});

test("a broker that is restarted every minute is reconnected after short pauses", () => {
  const it = policy();
  const longest = Math.max(
    ...Array.from({ length: 60 }, (_, minute) => {
      const endedAt = 60_000 * minute + 55_000;
      const pauses = [it.delayMsAfter(closed, endedAt, 60_000 * minute)];
      pauses.push(it.delayMsAfter(network, endedAt + 1_000, undefined));
      return Math.max(...pauses);
    }),
  );
  expect(longest).toBe(2_100);
});

test("connections of ten seconds or less do not reset the pauses", () => {
  const it = policy();
  const delays = [1, 2, 3].map((round) => it.delayMsAfter(closed, round * 20_000 + 10_000, round * 20_000));
  expect(delays).toEqual([1_100, 2_100, 4_100]);
});

test("waits at least 100 ms", () => {
  expect(policy(5, 0).delayMsAfter(network, 0, undefined)).toBe(100);
});

test("gives up the first connection after its time limit, but not a later connection", () => {
  const it = policy();
  expect(codeOf(() => it.delayMsAfter(network, 59_999, undefined))).toContain("again");
  expect(codeOf(() => it.delayMsAfter(network, 60_000, undefined))).toBe("unreachable");
  const connected = policy();
  connected.delayMsAfter(closed, 20_000, 10_000);
  expect(codeOf(() => connected.delayMsAfter(network, 9_000_000, undefined))).toContain("again");
});

test.each([
  {
    name: "a rejected subscription",
    failure: new ConnectionFailure("subscribe", "no", 135),
    want: "subscription-rejected",
  },
  {
    name: "a take-over",
    failure: new ConnectionFailure("connected", "no", 0x8e),
    want: "session-taken-over",
  },
  {
    name: "a wrong password",
    failure: new ConnectionFailure("connect", "no", 0x86),
    want: "connection-refused",
  },
  { name: "a busy server", failure: new ConnectionFailure("connect", "no", 0x89), want: "again: 1100" },
  {
    name: "an orderly shutdown",
    failure: new ConnectionFailure("connected", "no", 0x8b),
    want: "again: 1100",
  },
  {
    name: "a TLS alert",
    failure: new ConnectionFailure("connect", "no", undefined, { code: "ERR_SSL_TLSV1_ALERT_UNKNOWN_CA" }),
    want: "certificate",
  },
  {
    name: "a certificate that is not trusted",
    failure: new ConnectionFailure("connect", "no", undefined, { code: "DEPTH_ZERO_SELF_SIGNED_CERT" }),
    want: "certificate",
  },
  {
    name: "a socket error",
    failure: new ConnectionFailure("connect", "no", undefined, { code: "ECONNRESET" }),
    want: "again: 1100",
  },
  {
    name: "an expired certificate",
    failure: new ConsumerError("certificate", "expired"),
    want: "certificate",
  },
])("after $name: $want", ({ failure, want }) => {
  expect(codeOf(() => policy().delayMsAfter(failure, 10_000, failure.message === "no" ? undefined : 0))).toBe(
    want,
  );
});

test("recognizes the rejections of MQTT 3.1.1", () => {
  const refusal = (code: number) => new ConnectionFailure("connect", "no", code);
  expect(codeOf(() => policy(4).delayMsAfter(refusal(3), 0, undefined))).toBe("again: 1100");
  expect(codeOf(() => policy(4).delayMsAfter(refusal(5), 0, undefined))).toBe("connection-refused");
});

test("reports four short connections in a row as a take-over", () => {
  const it = policy();
  const short = () => codeOf(() => it.delayMsAfter(closed, 4_999, 0));
  expect([short(), short(), short()].every((decision) => decision.startsWith("again"))).toBe(true);
  expect(short()).toBe("session-taken-over");
});

test("does not report short connections with a long one between them", () => {
  const it = policy();
  for (let round = 0; round < 3; round++) {
    for (let count = 0; count < 3; count++) it.delayMsAfter(closed, 4_999, 0);
    it.delayMsAfter(closed, 5_000, 0);
  }
});
