import { Agent, type Dispatcher, interceptors, MockAgent, ProxyAgent, RetryAgent } from "undici";
import { expect, test } from "vitest";
import { isReplaced } from "./global-dispatcher.ts";

test("treats a plain agent as the default", () => {
  expect(isReplaced(new Agent())).toBe(false);
});

test.each<[string, () => Dispatcher]>([
  ["a proxy", () => new ProxyAgent("http://127.0.0.1:1")],
  ["a mock", () => new MockAgent()],
  ["an agent that retries", () => new RetryAgent(new Agent())],
  ["an agent with interceptors", () => new Agent().compose(interceptors.retry())],
  ["an agent with a number of connections", () => new Agent({ connections: 2 })],
  ["an agent with certificates", () => new Agent({ connect: { ca: "pem" } })],
])("treats %s as a replacement", (_name, create) => {
  expect(isReplaced(create())).toBe(true);
});

test("treats the agent of Node's own fetch as the default", async () => {
  await fetch("data:,x");
  const global = Reflect.get(globalThis, Symbol.for("undici.globalDispatcher.1"));
  expect(isReplaced(global)).toBe(false);
});
