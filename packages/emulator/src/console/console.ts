import type { Emulator } from "../emulator.ts";
import { commands } from "./commands.ts";
import { consoleState } from "./console-state.ts";
import { createHistory, requestDetails, vehicleDetails } from "./details.ts";
import { refusalOf } from "./guard.ts";
import { pageFile } from "./page-files.ts";

/** Options of `createConsole`. */
export interface ConsoleOptions {
  /** The speed of the emulator's clock relative to the machine's, which the page shows. Default: 1. */
  readonly speed?: number;
}

/**
 * Returns a handler that serves a page at `/` to watch and control the emulator, and the control API of the page below
 * `/_emulator/`. Neither is part of the platform or appears in the journal. Both respond only to loopback names, and
 * only to their own page.
 *
 * @returns The response; undefined for requests to the platform.
 * @example await emulator.listen({ port: 4010, console: createConsole(emulator) })
 */
export function createConsole(
  emulator: Emulator,
  { speed = 1 }: ConsoleOptions = {},
): (request: Request) => Promise<Response | undefined> {
  const history = createHistory();
  const state = (): Response => {
    const current = consoleState(emulator, speed);
    history.record(current.now, current.vehicles);
    return json(current);
  };
  const details = (name: "vehicle" | "request", fields: URLSearchParams): Response => {
    const vin = fields.get("vin") ?? "";
    const found =
      name === "vehicle"
        ? vehicleDetails(emulator, vin, history.of(vin))
        : requestDetails(emulator, Number(fields.get("number")));
    return found ? json(found) : problem(404, `There is no such ${name}.`);
  };
  const read = async (name: string, fields: URLSearchParams): Promise<Response> => {
    if (name === "state") return state();
    if (name === "vehicle" || name === "request") return details(name, fields);
    return (await pageFile(name)) ?? problem(404, "There is no such file.");
  };
  return async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname !== "/" && !pathname.startsWith("/_emulator/")) return undefined;
    const refusal = refusalOf(request);
    if (refusal !== undefined) return problem(403, refusal);
    const name = pathname === "/" ? "index.html" : pathname.slice("/_emulator/".length);
    switch (request.method) {
      case "GET":
        return read(name, searchParams);
      case "POST":
        return command(emulator, name, await request.text());
      default:
        return problem(405, "The method must be GET or POST.");
    }
  };
}

function command(emulator: Emulator, name: string, body: string): Response {
  const run = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!run) return problem(404, "There is no such command.");
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
