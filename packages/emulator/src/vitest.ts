import { type AnyHandler, getResponse, RequestHandler } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll } from "vitest";
import { createEmulator, type Emulator } from "./emulator.ts";
import type { EmulatorOptions } from "./options.ts";
import { interceptUndici } from "./server/undici-dispatcher.ts";

/** Options of `setupEmulator`. */
export interface AdapterOptions extends EmulatorOptions {
  /** MSW handlers of other servers that the tests call. Default: none. */
  readonly handlers?: readonly AnyHandler[];
}

/**
 * Replaces the platform by an emulator for the tests of this file. Requests of `fetch`, of Node's `http` and of undici
 * (including the client's `nodeTransport`) are intercepted. A request is an error if neither the emulator nor
 * `handlers` respond to it. Each test starts from the same state, and a test that leaves a fault unused fails.
 *
 * @throws {TypeError} if an option is out of bounds.
 */
export function setupEmulator({ handlers = [], ...options }: AdapterOptions): Emulator {
  const emulator = createEmulator(options);
  const all = [...emulator.handlers, ...handlers];
  const server = setupServer(...all);
  // MSW 3 has the first name, MSW 2 the second.
  const strict = { onUnhandledFrame: "error", onUnhandledRequest: "error" } as const;
  let releaseUndici = (): void => undefined;
  beforeAll(async () => {
    // Makes Node create the dispatcher of its `fetch`, so that it can be restored afterwards.
    await fetch("data:,");
    releaseUndici = interceptUndici((request) => responseOf(all.filter(isRequestHandler), request));
    server.listen(strict);
  });
  afterEach(() => {
    const unused = emulator.pendingFaults;
    emulator.reset();
    server.resetHandlers();
    if (unused.length > 0)
      throw new Error(`These faults were not used. Remove them or make the call: ${JSON.stringify(unused)}`);
  });
  afterAll(() => {
    server.close();
    releaseUndici();
  });
  return emulator;
}

/** @throws {TypeError} if no handler responds. Returns undefined if a handler passes the request through. */
async function responseOf(handlers: RequestHandler[], request: Request): Promise<Response | undefined> {
  const { method, url } = request;
  const response = await getResponse(handlers, request);
  if (!response)
    throw new TypeError(
      `${method} ${url} failed: no handler responds to it. Add a handler of MSW to \`handlers\`.`,
    );
  return response.headers.get("x-msw-intention") === "passthrough" ? undefined : response;
}

function isRequestHandler(handler: AnyHandler): handler is RequestHandler {
  return handler instanceof RequestHandler;
}
