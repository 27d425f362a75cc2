// Node's own fetch, and what else is made of undici.
import type { Dispatcher, request } from "undici";
import { vehicle } from "./payload.ts";

/** Where undici, and the undici in Node, keep the dispatcher that everything goes through. */
const globalDispatcher = Symbol.for("undici.globalDispatcher.1");

/** undici's `request`; that it is loaded does not change what Node's own `fetch` goes through. */
export async function undiciRequest(): Promise<typeof request> {
  await fetch("data:,");
  const own: unknown = Reflect.get(globalThis, globalDispatcher);
  const undici = await import("undici");
  Reflect.set(globalThis, globalDispatcher, own);
  return undici.request;
}

/** The handler that Node 24's `fetch` gives to a dispatcher. */
interface Handler {
  onConnect(abort: () => void): void;
  onHeaders(status: number, headers: readonly Buffer[], resume: () => void, statusText: string): boolean;
  onData(chunk: Buffer): boolean;
  onComplete(trailers: readonly Buffer[]): void;
}

/** Node's own `fetch`, with responses in the next turn of the event loop, without a server. */
export function fetchWithoutNetwork(): typeof globalThis.fetch {
  const body = Buffer.from(JSON.stringify(vehicle));
  const headers = Object.entries({
    "content-type": "application/json",
    date: new Date().toUTCString(),
    connection: "keep-alive",
    "keep-alive": "timeout=60",
    "transfer-encoding": "chunked",
  })
    .flat()
    .map((text) => Buffer.from(text));
  const answer = (handler: Handler): void => {
    handler.onConnect(() => undefined);
    handler.onHeaders(200, headers, () => undefined, "OK");
    handler.onData(body);
    handler.onComplete([]);
  };
  const dispatch = (_options: unknown, handler: Handler): boolean => {
    setImmediate(answer, handler);
    return true;
  };
  const dispatcher = { dispatch } as unknown as Dispatcher;
  return (input, init) => globalThis.fetch(input, Object.assign({ dispatcher }, init));
}
