// Checks an exchange of the contract tests against the bundle, with a JSON Schema validator.
import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "yaml";

interface Media {
  content?: Record<string, { schema: object }>;
}

interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  schema?: object;
  content?: Record<string, { schema: object }>;
}

interface Operation {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: Media & { required?: boolean };
  responses: Record<string, Media>;
}

/** A path item has servers in addition to its operations. */
type PathItem = Record<string, Operation | readonly unknown[]>;

interface Bundle {
  paths: Record<string, PathItem>;
}

function isOperation(value: PathItem[string] | undefined): value is Operation {
  return value !== undefined && "responses" in value;
}

const bundle: Bundle = parse(
  readFileSync(new URL("../../../../spec/high-mobility.openapi.yaml", import.meta.url), "utf8"),
);

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
addFormats.default(ajv);
for (const decimal of ["decimal", "number", "datetime"])
  if (!ajv.formats[decimal]) ajv.addFormat(decimal, true);
ajv.addSchema(bundle, "bundle");

/** One request and its response, bodies unread. */
export interface Exchange {
  readonly request: Request;
  readonly response: Response;
}

/** Every documented pair of operation and status in the bundle. */
export const documented: readonly { readonly operationId: string; readonly status: number }[] = Object.values(
  bundle.paths,
).flatMap((item) =>
  Object.values(item)
    .filter(isOperation)
    .flatMap(({ operationId, responses }) =>
      Object.keys(responses).map((status) => ({ operationId, status: Number(status) })),
    ),
);

/** Returns the operation of a request; undefined if the bundle has no such operation. */
function operationOf(
  request: Request,
): { operation: Operation; pointer: string; path: Record<string, string> } | undefined {
  const { pathname } = new URL(request.url);
  // A literal path takes precedence over a template that matches it, too.
  const templates = Object.keys(bundle.paths).sort((a, b) => a.split("{").length - b.split("{").length);
  for (const template of templates) {
    const names = [...template.matchAll(/\{([^}]+)\}/g)].map(([, name = ""]) => name);
    const match = new RegExp(`^${template.replace(/\{[^}]+\}/g, "([^/]+)")}$`).exec(pathname);
    const operation = bundle.paths[template]?.[request.method.toLowerCase()];
    if (!match || !isOperation(operation)) continue;
    const path = Object.fromEntries(
      names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? "")]),
    );
    const pointer = `#/paths/${template.replaceAll("~", "~0").replaceAll("/", "~1")}/${request.method.toLowerCase()}`;
    return { operation, pointer, path };
  }
  return undefined;
}

/** Returns the problems of an exchange; an empty list if it follows the bundle. */
export async function violations({ request, response }: Exchange): Promise<string[]> {
  const found = operationOf(request);
  if (!found) return [`${request.method} ${request.url} is not in the bundle`];
  return [...(await requestViolations(request, found)), ...(await responseViolations(response, found))];
}

type Found = NonNullable<ReturnType<typeof operationOf>>;

async function requestViolations(request: Request, { operation, pointer, path }: Found): Promise<string[]> {
  const problems: string[] = [];
  const query = new URL(request.url).searchParams;
  const parameters = operation.parameters ?? [];
  for (const name of query.keys())
    if (!parameters.some((parameter) => parameter.in === "query" && parameter.name === name))
      problems.push(`query "${name}" is not documented`);
  parameters.forEach((parameter, index) => {
    const text = parameter.in === "path" ? path[parameter.name] : query.get(parameter.name);
    if (text === null || text === undefined) {
      if (parameter.required) problems.push(`${parameter.in} "${parameter.name}" is missing`);
      return;
    }
    const json = parameter.content?.["application/json"];
    const at = json ? "content/application~1json/schema" : "schema";
    problems.push(
      ...check(`${pointer}/parameters/${index}/${at}`, json ? JSON.parse(text) : text, parameter.name),
    );
  });
  const text = await request.clone().text();
  const schema = operation.requestBody?.content?.["application/json"];
  if (!operation.requestBody && text !== "") problems.push("a request body is not documented");
  if (operation.requestBody?.required && text === "") problems.push("the request body is missing");
  if (schema && text !== "") {
    if (!request.headers.get("content-type")?.startsWith("application/json"))
      problems.push("the request is not JSON");
    problems.push(
      ...check(`${pointer}/requestBody/content/application~1json/schema`, JSON.parse(text), "request body"),
    );
  }
  return problems;
}

async function responseViolations(response: Response, { operation, pointer }: Found): Promise<string[]> {
  const answer = operation.responses[response.status];
  if (!answer) return [`status ${response.status} is not documented`];
  const text = await response.clone().text();
  if (!answer.content?.["application/json"]) return text === "" ? [] : ["a response body is not documented"];
  if (!response.headers.get("content-type")?.startsWith("application/json"))
    return ["the response is not JSON"];
  return check(
    `${pointer}/responses/${response.status}/content/application~1json/schema`,
    JSON.parse(text),
    "response body",
  );
}

const compiled = new Map<string, ValidateFunction>();

function check(pointer: string, value: unknown, what: string): string[] {
  const validate =
    compiled.get(pointer) ?? ajv.compile({ $ref: `bundle${pointer.replace(/[{}]/g, encodeURIComponent)}` });
  compiled.set(pointer, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${what}${instancePath} ${message}`);
}
