import type { Operation } from "@high-mobility-ts/schema/operations";
import { errorBody } from "./error-body.ts";
import { type ErrorEntry, type OperationOutput, PlatformError } from "./operation-output.ts";
import { runPipeline } from "./pipeline.ts";
import { applyQuirks } from "./quirks.ts";
import { type ParsedBody, readBody } from "./request-body.ts";
import type { IncomingRequest, ResponderContext } from "./responder-context.ts";
import { isOpen, routeOf } from "./routes.ts";
import type { SpecValidator } from "./spec-validator.ts";

const longestKeptBody = 65_536;

/** The part of a body that the journal keeps: a thousand large bodies would need a gigabyte. */
function keptBody({ value, length }: ParsedBody): unknown {
  return length > longestKeptBody ? `[${length} characters]` : value;
}

interface LoggedResult extends OperationOutput {
  readonly reason: string | undefined;
}

/** Responds to any request as the platform does. Every way of serving the emulator uses this function. */
export function createResponder(context: ResponderContext): (request: Request) => Promise<Response> {
  const { journal, platform, validator } = context;
  return async (request) => {
    const incoming = await receive(request, context.nextRequestId());
    const { url, body, route } = incoming;
    let outcome: LoggedResult | undefined;
    let failure: unknown;
    try {
      await context.delay(incoming.requestId, request.signal);
      outcome = await outcomeOf(context, incoming);
      assertDocumented(validator, route.operation, outcome);
      const quirky = applyQuirks(outcome, [...platform.settings.quirks, ...incoming.quirks]);
      return toResponse(quirky, platform.settings.clock.now());
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      journal.record({
        at: platform.settings.clock.now(),
        method: request.method,
        path: url.pathname,
        query: url.search === "" ? {} : Object.fromEntries(url.searchParams),
        body: keptBody(body),
        response: outcome?.body,
        operation: route.operation?.id,
        status: outcome?.status,
        reason: failure instanceof Error ? failure.message : outcome?.reason,
      });
      context.afterAnswer();
    }
  };
}

async function receive(request: Request, requestId: string): Promise<IncomingRequest> {
  const url = new URL(request.url);
  const route = routeOf(request.method, url.pathname);
  const allowForm = route.isConsent || (route.operation !== undefined && isOpen(route.operation.id));
  return { request, url, route, body: await readBody(request, allowForm), requestId, quirks: [] };
}

async function outcomeOf(context: ResponderContext, incoming: IncomingRequest): Promise<LoggedResult> {
  try {
    return { ...(await runPipeline(context, incoming)), reason: undefined };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    const { status, details: problems, replacement } = error;
    const { body, headers } = replacement;
    const { operation, methods } = incoming.route;
    const reason = problems.map(reasonOf).join(", ");
    const common = { status, reason, ...(headers === undefined ? {} : { headers }) };
    if (body !== undefined) return { ...common, body };
    // Some documented errors have no body. Errors of HTTP (404, 405) always have one.
    if (operation?.statuses.includes(status) && !context.validator.hasResponseBody(operation, status))
      return common;
    const { requestId } = incoming;
    return {
      ...common,
      body: errorBody({ operation: operation?.id, status, problems, requestId }),
      ...(status === 405 ? { headers: { allow: methods.join(", ") } } : {}),
    };
  }
}

function reasonOf({ source, detail }: ErrorEntry): string {
  return source === undefined ? detail : `${source}: ${detail}`;
}

/** A response that differs from the specification is a bug of the emulator, so it throws. */
function assertDocumented(
  validator: SpecValidator,
  operation: Operation | undefined,
  answer: OperationOutput,
): void {
  const { status, body } = answer;
  // An error status that is not documented for the operation has no schema.
  if (!operation || (status !== 200 && !operation.statuses.includes(status))) return;
  const [violation] = validator.response(operation, status, body);
  if (!violation) return;
  const { method, path } = operation;
  throw new Error(
    `The emulator's response ${status} to ${method} ${path} differs from the specification at "${violation.path}": ${violation.message}. Please report it.`,
  );
}

function toResponse({ status, body, page, headers = {} }: OperationOutput, now: number): Response {
  // The emulator's time, with which clients correct their clocks.
  const all = { "cache-control": "no-store", date: new Date(now).toUTCString(), ...headers };
  if (page !== undefined) return new Response(page, { status, headers: { ...all, ...pageHeaders } });
  return body === undefined
    ? new Response(null, { status, headers: all })
    : Response.json(body, { status, headers: all });
}

// Without `form-action`, because browsers apply it to the redirect to the application, too.
const pageHeaders: Readonly<Record<string, string>> = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
};
