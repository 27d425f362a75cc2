import { type AnyHandler, getResponse, RequestHandler } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll } from "vitest";
import { createEmulator, type Emulator } from "./emulator.ts";
import type { EmulatorOptions } from "./options.ts";
import { interceptUndici } from "./server/undici-dispatcher.ts";

/** Options of `setupEmulator`. */
export interface AdapterOptions extends EmulatorOptions {
  /** MSW handlers of other servers that the tests talk to. Default: none. */
  readonly handlers?: readonly AnyHandler[];
}

/**
 * Puts an emulator in place of the platform for the tests of this file. Requests by `fetch`, by Node's `http` and by undici
 * (the client's `nodeTransport` too) are caught; one to which neither the emulator nor `handlers` respond is an error. Each
 * test starts from the same state, and one that leaves a fault unused fails.
 *
 * @throws {TypeError} if an option is out of bounds.
 */
export function setupEmulator({ handlers = [], ...options }: AdapterOptions): Emulator {
  const emulator = createEmulator(options);
  const all = [...emulator.handlers, ...handlers];
  const server = setupServer(...all);
  // MSW 3 knows the first name, MSW 2 the second.
  const strict = { onUnhandledFrame: "error", onUnhandledRequest: "error" } as const;
  let releaseUndici = (): void => undefined;
  beforeAll(async () => {
    // Makes Node put up the dispatcher of its own `fetch`, which is to be there again afterwards.
    await fetch("data:,");
    releaseUndici = interceptUndici((request) => responseOf(all.filter(isRequestHandler), request));
    server.listen(strict);
  });
  afterEach(() => {
    const unused = emulator.pendingFaults;
    emulator.reset();
    server.resetHandlers();
    if (unused.length > 0)
      throw new Error(`No request met these faults; remove them or make the call: ${JSON.stringify(unused)}`);
  });
  afterAll(() => {
    server.close();
    releaseUndici();
  });
  return emulator;
}

/** @throws {TypeError} if no handler responds. A handler that lets the request pass gives undefined. */
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
