import type { Dispatcher } from "undici";

/**
 * Returns whether the global dispatcher was replaced by a proxy, a mock or an agent with options. The default is a
 * plain `Agent` without options: that of Node (whose version may not support these handlers), or that of undici.
 */
export function isReplaced(global: Dispatcher): boolean {
  const kind: Dispatcher = Object.getPrototypeOf(global);
  if (kind.constructor.name !== "Agent" || global.dispatch !== kind.dispatch) return true;
  // The options of an agent do not change.
  const known = withOptions.get(global);
  if (known !== undefined) return known;
  const found = hasOptions(global);
  withOptions.set(global, found);
  return found;
}

const withOptions: WeakMap<Dispatcher, boolean> = /* @__PURE__ */ new WeakMap();

/** undici keeps options under a symbol that it does not export. */
function hasOptions(agent: Dispatcher): boolean {
  const key = Object.getOwnPropertySymbols(agent).find(({ description }) => description === "options");
  const options: unknown = key && Reflect.get(agent, key);
  return Object.values(options ?? {}).some((value) => value !== undefined && value !== Infinity);
}
