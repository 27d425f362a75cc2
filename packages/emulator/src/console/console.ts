import type { Emulator } from "../emulator.ts";
import { commands } from "./commands.ts";
import { consoleState } from "./console-state.ts";
import { refusalOf } from "./guard.ts";
import { pageFile } from "./page-files.ts";

/** Options of `createConsole`. */
export interface ConsoleOptions {
  /** How many times faster than the machine's the emulator's clock runs, for the page to say so. Default: 1. */
  readonly speed?: number;
}

/**
 * A page at `/` that shows and steers the emulator, with its control API below `/_emulator/`: neither is part of the
 * platform, and neither is in the journal. Both answer to loopback names alone, and to no page but their own.
 *
 * @returns the answer; undefined for what is the platform's.
 * @example await emulator.listen({ port: 4010, console: createConsole(emulator) })
 */
export function createConsole(
  emulator: Emulator,
  { speed = 1 }: ConsoleOptions = {},
): (request: Request) => Promise<Response | undefined> {
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname !== "/" && !pathname.startsWith("/_emulator/")) return undefined;
    const refusal = refusalOf(request);
    if (refusal !== undefined) return problem(403, refusal);
    const name = pathname.slice("/_emulator/".length);
    switch (request.method) {
      case "GET":
        if (name === "state") return json(consoleState(emulator, speed));
        return (
          (await pageFile(pathname === "/" ? "index.html" : name)) ?? problem(404, "there is no such file")
        );
      case "POST":
        return command(emulator, name, await request.text());
      default:
        return problem(405, "The method must be GET or POST.");
    }
  };
}

function command(emulator: Emulator, name: string, body: string): Response {
  const run = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!run) return problem(404, "there is no such command");
  try {
    run(emulator, fieldsOf(body));
    return new Response(null, { status: 204 });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return problem(400, error.message);
  }
}

function fieldsOf(body: string): Readonly<Record<string, unknown>> {
  const fields = parse(body);
  if (typeof fields !== "object" || fields === null)
    throw new TypeError("The body must be a JSON object, got something else.");
  return { ...fields };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function json(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}

function problem(status: number, error: string): Response {
  return json({ error }, status);
}
