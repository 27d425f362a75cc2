import { nearestName } from "@high-mobility-ts/guards";
import type { operations } from "@high-mobility-ts/schema";
import { operationCalls } from "@high-mobility-ts/schema/facts";
import type { CallOptions, JsonContent } from "./call.ts";
import type { Caller } from "./caller.ts";
import { checkCallOptions } from "./check-call-options.ts";
import type { ResultsOf } from "./result.ts";

/**
 * The argument of an operation's method: path and query parameters and the members of the body, in one object. A body
 * that is not an object is the member `body`.
 */
export type OperationInput<Id extends keyof operations> = ParametersOf<operations[Id]> &
  BodyMembersOf<operations[Id]>;

/** The result of an operation's method: one member per documented status, and one for all other statuses. */
export type OperationResult<Id extends keyof operations> = ResultsOf<operations[Id]["responses"]>;

/** One method per operation, by its `operationId`: typed and described by the specification. */
export type OperationMethods = {
  readonly [Id in keyof operations]: Record<never, never> extends OperationInput<Id>
    ? (input?: OperationInput<Id>, options?: CallOptions) => Promise<OperationResult<Id>>
    : (input: OperationInput<Id>, options?: CallOptions) => Promise<OperationResult<Id>>;
};

type ParametersOf<Op> = Op extends { parameters: { path?: infer Path; query?: infer Query } }
  ? MembersOf<Path> & MembersOf<Query>
  : unknown;

/** `unknown`, which adds nothing to an intersection, if there are no parameters. */
type MembersOf<Parameters> = [Exclude<Parameters, undefined>] extends [never]
  ? unknown
  : Exclude<Parameters, undefined>;

type BodyMembersOf<Op> = Op extends { requestBody: JsonContent<infer Body> }
  ? BodyMembers<Body>
  : Op extends { requestBody?: JsonContent<infer Body> }
    ? Partial<BodyMembers<Body>>
    : unknown;

type BodyMembers<Body> = Body extends readonly unknown[] | string | number | boolean
  ? {
      /** The body, which is sent as JSON. */
      readonly body: Body;
    }
  : Body;

/** Returns the methods of all operations. They use the same {@link Caller} as calls by path. */
export function operationMethods(call: Caller): OperationMethods {
  const methods = Object.entries(operationCalls).map(([id, line]) => [id, operationMethod(call, id, line)]);
  // From here on, the types are those of the specification.
  return Object.fromEntries(methods) as unknown as OperationMethods;
}

type MethodMembers = Readonly<Record<string, unknown>>;

/** A parsed line of `operationCalls`. */
interface CallPlan {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly pathNames: readonly string[];
  readonly queryNames: readonly string[];
  /**
   * `{}` means that the remaining members are the body, `[]` that the member `body` is the body. `?` makes it optional.
   */
  readonly body: string | undefined;
}

function operationMethod(call: Caller, id: string, line: string) {
  const [method = "", target = "", body] = line.split(" ");
  const [path = "", query = ""] = target.split("?");
  const pathNames = [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
  const plan: CallPlan = {
    id,
    method,
    path,
    pathNames,
    queryNames: query.split("&").map(decodeURIComponent),
    body,
  };
  return async (input: MethodMembers = {}, options?: CallOptions) => {
    if (options) checkCallOptions(`${id}()`, options, []);
    const init = { ...options, ...readInput(plan, input) };
    checkPathParameters(plan, input);
    return call(method, path, init);
  };
}

/** Puts each member into the path, the query or the body, as the specification says. */
function readInput(plan: CallPlan, input: MethodMembers) {
  const { id, pathNames, queryNames, body } = plan;
  if (typeof input !== "object" || input === null || Array.isArray(input))
    throw new TypeError(
      `${id}() takes an object of parameters, got ${Array.isArray(input) ? "an array" : String(input)}.`,
    );
  const entries = Object.entries(input);
  const among = (names: readonly string[]) =>
    Object.fromEntries(entries.filter(([name]) => names.includes(name)));
  const params = { path: among(pathNames), query: among(queryNames) };
  const rest = entries.filter(([name]) => !pathNames.includes(name) && !queryNames.includes(name));
  if (body?.startsWith("{}"))
    return { params, ...((rest.length > 0 || body === "{}") && { body: Object.fromEntries(rest) }) };
  for (const [name] of rest) if (!body || name !== "body") throw unknownMember(plan, name);
  return { params, ...(rest.length > 0 && { body: input["body"] }) };
}

function checkPathParameters({ id, pathNames }: CallPlan, input: MethodMembers): void {
  for (const name of pathNames)
    if (input[name] === undefined || input[name] === null)
      throw new TypeError(`${id}() needs the parameter "${name}", got ${input[name]}.`);
}

function unknownMember({ id, pathNames, queryNames, body }: CallPlan, name: string): TypeError {
  const known = [...pathNames, ...queryNames, ...(body ? ["body"] : [])].filter((each) => each !== "");
  const nearest = nearestName(name, known, 3);
  const remedy = nearest ? `Did you mean "${nearest}"?` : `It has: ${known.join(", ") || "none"}.`;
  return new TypeError(`${id}() has no parameter "${name.slice(0, 40)}". ${remedy}`);
}
