import { openapi } from "@high-mobility-ts/schema/openapi";
import { type Operation, operations } from "@high-mobility-ts/schema/operations";
import fc from "fast-check";
import { credentials, vin } from "../kit.ts";
import { mutations, resolve, type Schema, valid } from "./arbitrary.ts";

/** A request that is sent to both, and its error if it is invalid. */
export interface GeneratedRequest {
  readonly operation: Operation;
  readonly fault: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly body: string | undefined;
  readonly contentType: string | undefined;
  readonly isAuthorized: boolean;
}

interface Described {
  readonly requestBody?: { readonly content: { readonly "application/json": { readonly schema: Schema } } };
}

function bodySchema({ path, method }: Operation): Schema | undefined {
  const item = openapi.paths[path] as Readonly<Record<string, Described>>;
  const schema = item[method.toLowerCase()]?.requestBody?.content["application/json"].schema;
  return schema && resolve(schema);
}

/** Values that must not be generated, because only one client and one vehicle exist in both. */
const known: Readonly<Record<string, unknown>> = {
  client_id: credentials["client_id"],
  client_secret: credentials["client_secret"],
  grant_type: "client_credentials",
  vin,
};

function validBody(operation: Operation, schema: Schema): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  return valid(schema).map((value) => {
    const body = value as Readonly<Record<string, unknown>>;
    const names = Object.keys(schema.properties ?? {}).filter((name) => name in known);
    const mine = operation.id === "checkEligibility" ? [] : names;
    const { client_assertion: _a, client_assertion_type: _t, ...rest } = body;
    return {
      ...(operation.tag === "oauth" ? rest : body),
      ...Object.fromEntries(mine.map((name) => [name, known[name]])),
    };
  });
}

function plain(operation: Operation, body: unknown): GeneratedRequest {
  return {
    operation,
    fault: undefined,
    method: operation.method,
    path: operation.path.replace("{vin}", vin),
    body: body === undefined ? undefined : JSON.stringify(body),
    contentType: body === undefined ? undefined : "application/json",
    isAuthorized: true,
  };
}

const filterSchema: Schema = { $ref: "#/components/schemas/ClearanceFilter" };

function withFilter(request: GeneratedRequest, filter: unknown): GeneratedRequest {
  return {
    ...request,
    path: `${request.path}?filter=${encodeURIComponent(JSON.stringify(filter))}`,
  };
}

/** Faults outside the body. */
const framings: Readonly<Record<string, (request: GeneratedRequest) => GeneratedRequest>> = {
  "no token": (request) => ({ ...request, isAuthorized: false }),
  "an unknown query parameter": (request) => ({ ...request, path: `${request.path}?page=2` }),
  "another method": (request) => ({ ...request, method: "PATCH" }),
  "another path": (request) => ({ ...request, path: `${request.path}/nothing` }),
};

// A body that is not JSON is not included: Prism 5.16 never responds to it (the emulator responds with 400 or
// 422).
const bodyFramings: Readonly<Record<string, (request: GeneratedRequest) => GeneratedRequest>> = {
  "no body": (request) => ({ ...request, body: undefined, contentType: undefined }),
  "a text body": (request) => ({ ...request, contentType: "text/plain" }),
  "a form body": (request) => ({
    ...request,
    contentType: "application/x-www-form-urlencoded",
    body: String(new URLSearchParams(JSON.parse(request.body ?? "{}"))),
  }),
};

function requestsFor(operation: Operation): fc.Arbitrary<GeneratedRequest> {
  const schema = bodySchema(operation);
  const good = schema
    ? validBody(operation, schema).map((body) => plain(operation, body))
    : fc.constant(plain(operation, undefined));
  const framed = Object.entries({ ...framings, ...(schema ? bodyFramings : {}) }).map(([fault, change]) =>
    good.map((request) => ({ ...change(request), fault })),
  );
  const broken = schema
    ? Object.entries(mutations).map(([fault, mutate]) =>
        validBody(operation, schema)
          .chain((body) => mutate(body, schema))
          .map((body) => ({ ...plain(operation, body), fault })),
      )
    : [];
  const filtered =
    operation.id === "listClearances"
      ? [
          fc.tuple(good, valid(filterSchema)).map(([request, filter]) => withFilter(request, filter)),
          fc
            .tuple(
              good,
              fc.constantFrom([], { vin: 1 }, { vin: { operator: "lt", value: vin } }, { age: {} }),
            )
            .map(([request, filter]) => ({ ...withFilter(request, filter), fault: "an invalid filter" })),
        ]
      : [];
  return fc.oneof(good, good, ...framed, ...broken, ...filtered);
}

/** Valid and invalid requests of every operation. */
export const anyRequest: fc.Arbitrary<GeneratedRequest> = fc.oneof(
  ...Object.values<Operation>(operations).map(requestsFor),
);
