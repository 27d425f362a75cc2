import type { Operation } from "@high-mobility-ts/schema/operations";
import { type Answer, type Problem, Refusal } from "./answer.ts";
import { withBasicCredentials } from "./client-authentication.ts";
import { errorBody, injectedProblem } from "./error-body.ts";
import { type Faults, NetworkFault } from "./faults.ts";
import type { Journal } from "./journal.ts";
import type { AuthenticatedCall, Call, Platform } from "./platform.ts";
import type { RateLimiter } from "./rate-limiter.ts";
import { readBody } from "./request-body.ts";
import { authenticatedHandlers, isOpen, openHandlers, type Route, routeOf } from "./routes.ts";
import type { SpecValidator, Violation } from "./spec-validator.ts";

export interface Machinery {
  readonly platform: Platform;
  readonly validator: SpecValidator;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly limiter: RateLimiter;
  readonly nextRequestId: () => string;
}

/** Answers any request, as the platform would. The one implementation under every face. */
export function createResponder(machinery: Machinery): (request: Request) => Promise<Response> {
  const { journal, platform, validator } = machinery;
  return async (request) => {
    const incoming = await receive(request, machinery.nextRequestId());
    const { url, body, route } = incoming;
    let outcome: Outcome | undefined;
    try {
      outcome = await outcomeOf(machinery, incoming);
      assertDocumented(validator, route.operation, outcome);
      return toResponse(outcome, platform.settings.clock.now());
    } finally {
      journal.record({
        at: platform.settings.clock.now(),
        method: request.method,
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        body,
        operation: route.operation?.id,
        status: outcome?.status,
        reason: outcome?.reason,
      });
    }
  };
}

interface Incoming {
  readonly request: Request;
  readonly url: URL;
  readonly route: Route;
  readonly body: unknown;
  readonly requestId: string;
}

interface Outcome extends Answer {
  readonly reason: string | undefined;
}

async function receive(request: Request, requestId: string): Promise<Incoming> {
  const url = new URL(request.url);
  const route = routeOf(request.method, url.pathname);
  const allowForm = route.operation !== undefined && isOpen(route.operation.id);
  return { request, url, route, body: await readBody(request, allowForm), requestId };
}

async function outcomeOf(machinery: Machinery, incoming: Incoming): Promise<Outcome> {
  try {
    return { ...(await answerTo(machinery, incoming)), reason: undefined };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, details: problems } = error;
    const { operation } = incoming.route;
    const reason = problems.map(({ detail }) => detail).join(", ");
    // Some documented errors have no body; what only HTTP asks for (404, 405) always has one.
    if (operation?.statuses.includes(status) && !machinery.validator.hasResponseBody(operation, status))
      return { status, reason };
    const { requestId } = incoming;
    return { status, reason, body: errorBody({ operation: operation?.id, status, problems, requestId }) };
  }
}

async function answerTo(
  { platform, validator, faults, limiter }: Machinery,
  { request, url, route, body, requestId }: Incoming,
): Promise<Answer> {
  const { operation, vin, pathExists } = route;
  if (!operation)
    throw new Refusal(pathExists ? 405 : 404, { detail: "no operation has this method and path" });
  const fault = faults.take(operation.id);
  if (fault && "network" in fault) throw new NetworkFault("the connection was made to break");
  if (fault) throw new Refusal(fault.status, injectedProblem(fault.status));
  const call: Call = {
    operation,
    request,
    origin: url.origin,
    requestId,
    vin,
    query: url.searchParams,
    body,
  };
  if (isOpen(operation.id)) {
    const fields = withBasicCredentials(body, request.headers.get("authorization"));
    refuseInvalid(validator, { ...call, body: fields });
    return openHandlers[operation.id](platform, { ...call, body: fields });
  }
  const authenticated = authenticate(platform, call);
  if (platform.settings.rateLimits) limiter.count(operation, authenticated.token.app.clientId);
  refuseInvalid(validator, call);
  return authenticatedHandlers[operation.id](platform, authenticated);
}

/** @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
function authenticate({ tokens }: Platform, call: Call): AuthenticatedCall {
  const [, value] = /^Bearer +(\S+)$/i.exec(call.request.headers.get("authorization") ?? "") ?? [];
  if (value === undefined)
    throw new Refusal(401, { detail: "a Bearer token is needed in the header", source: "Authorization" });
  const token = tokens.find(value);
  if (!token)
    throw new Refusal(401, { detail: "the token is unknown, expired or revoked", source: "Authorization" });
  const { scopes, statuses, tag } = call.operation;
  const missing = scopes.filter((scope) => !token.scopes.includes(scope));
  if (missing.length > 0)
    throw new Refusal(statuses.includes(403) ? 403 : 401, {
      detail: `the token lacks the scope ${missing.join(" ")}`,
      source: "Authorization",
    });
  if (tag === "fleet-clearance" && token.app.fleet === false)
    throw new Refusal(403, { detail: "the application belongs to no fleet", source: "Authorization" });
  return { ...call, token };
}

function refuseInvalid(validator: SpecValidator, { operation, query, body }: Call): void {
  const violations = [
    ...validator.query(operation, query),
    ...validator.requestBody(operation, body).filter(({ path }) => !isOneOfMany(operation, path)),
  ];
  const [first, ...rest] = violations.map(toProblem);
  if (first) throw new Refusal(operation.statuses.includes(400) ? 400 : 422, first, ...rest);
}

// A clearance request with one bad vehicle succeeds for the others, so `createClearances` reports those itself.
const isOneOfMany = ({ id }: Operation, path: string): boolean =>
  id === "createClearances" && /^\/vehicles\/\d+\//.test(`${path}/`);

const toProblem = ({ path, message }: Violation): Problem => ({
  detail: `${path === "" ? "the body" : path.slice(1).replaceAll("/", ".")} ${message}`,
  ...(path === "" ? {} : { source: path.slice(1).replaceAll("/", ".") }),
});

/** An answer against the specification is a bug of the emulator: better loud than passed on. */
function assertDocumented(validator: SpecValidator, operation: Operation | undefined, answer: Answer): void {
  const { status, body } = answer;
  // A refusal that the specification does not foresee for the operation has no schema to satisfy.
  if (!operation || (status !== 200 && !operation.statuses.includes(status))) return;
  const [violation] = validator.response(operation, status, body);
  if (!violation) return;
  const { method, path } = operation;
  throw new Error(
    `The emulator's answer ${status} to ${method} ${path} breaks the specification at "${violation.path}": ${violation.message}. Please report it.`,
  );
}

function toResponse({ status, body }: Answer, now: number): Response {
  // The emulator's own time: clients correct their clocks by it.
  const headers = { "cache-control": "no-store", date: new Date(now).toUTCString() };
  return body === undefined
    ? new Response(null, { status, headers })
    : Response.json(body, { status, headers });
}
