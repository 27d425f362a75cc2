import type { AnyHandler } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll } from "vitest";
import { createEmulator, type Emulator } from "./emulator.ts";
import type { EmulatorOptions } from "./options.ts";

export interface AdapterOptions extends EmulatorOptions {
  /** MSW handlers of other servers that the tests talk to. Default: none. */
  readonly handlers?: readonly AnyHandler[];
}

/**
 * Puts an emulator in place of the platform for the tests of this file: requests that neither it nor `handlers` answer
 * are errors, each test starts from the same state, and one that leaves a fault unused fails.
 *
 * @throws {TypeError} when an option is out of bounds.
 */
export function setupEmulator({ handlers = [], ...options }: AdapterOptions): Emulator {
  const emulator = createEmulator(options);
  const server = setupServer(...emulator.handlers, ...handlers);
  // MSW 3 knows the first name, MSW 2 the second.
  const strict = { onUnhandledFrame: "error", onUnhandledRequest: "error" } as const;
  beforeAll(() => server.listen(strict));
  afterEach(() => {
    const unused = emulator.pendingFaults;
    emulator.reset();
    server.resetHandlers();
    if (unused.length > 0)
      throw new Error(`No request met these faults; remove them or make the call: ${JSON.stringify(unused)}`);
  });
  afterAll(() => server.close());
  return emulator;
}
