import { Agent, type Dispatcher, interceptors, MockAgent, ProxyAgent, RetryAgent } from "undici";
import { expect, test } from "vitest";
import { isReplaced } from "./global-dispatcher.ts";

test("takes a plain agent for the default", () => {
  expect(isReplaced(new Agent())).toBe(false);
});

test.each<[string, () => Dispatcher]>([
  ["a proxy", () => new ProxyAgent("http://127.0.0.1:1")],
  ["a mock", () => new MockAgent()],
  ["an agent that retries", () => new RetryAgent(new Agent())],
  ["an agent with interceptors", () => new Agent().compose(interceptors.retry())],
  ["an agent with a number of connections", () => new Agent({ connections: 2 })],
  ["an agent with certificates", () => new Agent({ connect: { ca: "pem" } })],
])("takes %s for a replacement", (_name, create) => {
  expect(isReplaced(create())).toBe(true);
});

test("takes what Node's own fetch installs for the default", async () => {
  await fetch("data:,x");
  const global = Reflect.get(globalThis, Symbol.for("undici.globalDispatcher.1"));
  expect(isReplaced(global)).toBe(false);
});
