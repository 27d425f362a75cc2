import type { Operation, OperationId } from "@high-mobility-ts/schema/operations";
import { type Fault, hang, NetworkFault } from "../control/faults.ts";
import { withBasicCredentials } from "../oauth/client-authentication.ts";
import { type ConsentFields, decideConsent, showConsent } from "../oauth/consent.ts";
import { coversScope } from "../oauth/property-scopes.ts";
import type { AuthenticatedCall, OperationCall, PlatformState } from "../platform.ts";
import { injectedProblem, usesOAuthErrors } from "./error-body.ts";
import { type ErrorEntry, type OperationOutput, PlatformError } from "./operation-output.ts";
import type { IncomingRequest, ResponderContext } from "./responder-context.ts";
import { authenticatedHandler, isOpen, openHandlers } from "./routes.ts";
import type { SpecValidator, Violation } from "./spec-validator.ts";

/**
 * Runs a request: first faults, then the check of the token, then the check against the specification, then the
 * operation.
 *
 * @throws {PlatformError} for every error response.
 * @throws {NetworkFault} if a fault breaks the connection.
 */
export async function runPipeline(
  context: ResponderContext,
  incoming: IncomingRequest,
): Promise<OperationOutput> {
  const { platform, validator, limiter, faults } = context;
  const { request, url, route, body, requestId } = incoming;
  const { operation, vin, methods } = route;
  if (route.isConsent && methods.includes(request.method)) return consent(platform, incoming);
  if (!operation)
    throw new PlatformError(methods.length > 0 ? 405 : 404, {
      detail: "no operation has this method and path",
    });
  const fault = faults.take(operation.id);
  if (fault) await applyFault(fault, incoming);
  const call: OperationCall = {
    operation,
    request,
    origin: url.origin,
    requestId,
    vin,
    query: url.searchParams,
    body: body.value,
  };
  if (isOpen(operation.id)) {
    const fields = withBasicCredentials(call.body, request.headers.get("authorization"));
    refuseInvalid(validator, { ...call, body: fields }, body.problem);
    return openHandlers[operation.id](platform, { ...call, body: fields });
  }
  const authenticated = authenticate(platform, call, fault !== undefined && "token" in fault);
  limiter.count(operation, authenticated.token.app.clientId);
  refuseInvalid(validator, call, body.problem);
  return authenticatedHandler(operation)(platform, authenticated);
}

function consent(platform: PlatformState, { request, url, body }: IncomingRequest): OperationOutput {
  if (request.method === "GET") return showConsent(platform, Object.fromEntries(url.searchParams));
  // The fields of a form are strings: `readBody` reads only forms for this path.
  const fields = (typeof body.value === "object" && body.value !== null ? body.value : {}) as ConsentFields;
  return decideConsent(platform, fields);
}

async function applyFault(fault: Fault, { request, quirks }: IncomingRequest): Promise<void> {
  if ("quirk" in fault && fault.quirk !== undefined) quirks.push(fault.quirk);
  if ("status" in fault) {
    const { status, body, headers } = fault;
    throw new PlatformError(status, injectedProblem(status, headers), { body, headers });
  }
  if (!("network" in fault)) return;
  if (fault.network === "hang") await hang(request.signal);
  throw new NetworkFault("injected fault: the connection broke");
}

/** @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
function authenticate(
  { tokens }: PlatformState,
  call: OperationCall,
  expireFirst: boolean,
): AuthenticatedCall {
  const [, value] = /^Bearer +(\S+)$/i.exec(call.request.headers.get("authorization") ?? "") ?? [];
  if (value === undefined)
    throw new PlatformError(401, {
      detail: "Missing or invalid authorization header",
      source: "Authorization",
    });
  if (expireFirst) tokens.expire(value);
  const token = tokens.find(value);
  if (!token)
    throw new PlatformError(401, {
      detail: "the token is unknown, expired or revoked",
      source: "Authorization",
    });
  const { scopes, statuses, tag } = call.operation;
  const missing = scopes.filter((scope) => !coversScope(token, scope));
  if (missing.length > 0)
    throw new PlatformError(statuses.includes(403) ? 403 : 401, {
      detail: `the token lacks the scope ${missing.join(" ")}`,
      source: "Authorization",
    });
  if (tag === "fleet-clearance" && token.app.fleet === false)
    throw new PlatformError(403, { detail: "the application belongs to no fleet", source: "Authorization" });
  return { ...call, token };
}

function refuseInvalid(
  validator: SpecValidator,
  call: OperationCall,
  unreadable: ErrorEntry | undefined,
): void {
  const { operation, query, body } = call;
  const status = operation.statuses.includes(400) ? 400 : 422;
  const inBody = validator.requestBody(operation, body).filter(({ path }) => !isOneOfMany(operation, path));
  if (inBody.length > 0 && body === undefined && unreadable) throw new PlatformError(status, unreadable);
  const violations = [...validator.query(operation, query), ...inBody];
  const [first, ...rest] = violations.map((violation) => toProblem(operation.id, status, violation));
  if (first) throw new PlatformError(status, [first, ...rest]);
}

// A clearance request with one invalid vehicle succeeds for the others, so `createClearances` reports invalid vehicles
// itself.

function isOneOfMany({ id }: Operation, path: string): boolean {
  return id === "createClearances" && /^\/vehicles\/\d+\//.test(`${path}/`);
}

function toProblem(id: OperationId, status: number, { path, message }: Violation): ErrorEntry {
  if (path === "") return { detail: `the body ${message}` };
  const source = path.slice(1).replaceAll("/", ".");
  return usesOAuthErrors(id, status) ? { detail: `${source} ${message}` } : { detail: message, source };
}
