import type { Operation } from "@high-mobility-ts/schema/operations";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { extendedSpec, type SpecExtension } from "./spec-extension.ts";

export interface Violation {
  /** The place, as a JSON pointer into the value. */
  readonly path: string;
  readonly message: string;
}

/** Compares values with the specification. Each method returns the differences. */
export interface SpecValidator {
  requestBody(operation: Operation, body: unknown): readonly Violation[];
  query(operation: Operation, query: URLSearchParams): readonly Violation[];
  response(operation: Operation, status: number, body: unknown): readonly Violation[];
  hasResponseBody(operation: Operation, status: number): boolean;
}

function pointerPart(text: string): string {
  return text.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** The texts of these two kinds are those of the platform. */
function toViolation({ instancePath, keyword, params, message = "is not valid" }: ErrorObject): Violation {
  if (keyword === "required")
    return { path: `${instancePath}/${pointerPart(params["missingProperty"])}`, message: "can't be blank" };
  return { path: instancePath, message: keyword === "format" ? "has invalid format" : message };
}

function createAjv(spec: ReturnType<typeof extendedSpec>): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    validateSchema: false,
    // Vehicle data has hundreds of schemas. Inlined and optimized, they take four times as long to compile.
    inlineRefs: false,
    code: { optimize: false },
  });
  // ajv-formats is CommonJS: under `nodenext` its default export is typed as the module.
  (addFormats as unknown as (target: Ajv2020) => void)(ajv);
  ajv.addFormat("decimal", /^-?\d+(\.\d+)?$/);
  ajv.addSchema(spec, "openapi");
  return ajv;
}

export function createSpecValidator(extension: SpecExtension): SpecValidator {
  const compiled = new Map<string, ValidateFunction>();
  let spec = extendedSpec(extension);
  let ajv = createAjv(spec);
  let knownTexts = sizeOf(extension);

  /** Values that were added to the extension since the last check count from now on. */
  function refresh(): void {
    if (knownTexts === sizeOf(extension)) return;
    knownTexts = sizeOf(extension);
    spec = extendedSpec(extension);
    ajv = createAjv(spec);
    compiled.clear();
  }

  function check(operation: Operation, place: string, value: unknown): readonly Violation[] {
    refresh();
    const key = `${operation.id} ${place}`;
    const validate = compiled.get(key) ?? compile(operation, place);
    compiled.set(key, validate);
    return validate(value) ? [] : (validate.errors ?? []).map(toViolation);
  }

  function compile(operation: Operation, place: string): ValidateFunction {
    const ref = `openapi#/paths/${pointerPart(operation.path)}/${operation.method.toLowerCase()}/${place}`;
    return ajv.compile({ $ref: encodeURI(ref) });
  }

  const described = (operation: Operation) => {
    const item = spec.paths[operation.path];
    switch (operation.method) {
      case "GET":
        return item?.get;
      case "POST":
        return item?.post;
      case "DELETE":
        return item?.delete;
      default:
        return undefined;
    }
  };

  return {
    requestBody: (operation, body) => {
      if (!described(operation)?.requestBody) return [];
      return check(operation, "requestBody/content/application~1json/schema", body);
    },
    query: (operation, query) => {
      const parameters = described(operation)?.parameters ?? [];
      return [...query].flatMap(([name, text]) => {
        const index = parameters.findIndex(
          (parameter) => parameter.in === "query" && parameter.name === name,
        );
        if (index < 0) return [{ path: `/${name}`, message: "is not a parameter of this operation" }];
        const value = parseJson(text);
        if (value === undefined) return [{ path: `/${name}`, message: "must be JSON" }];
        return check(operation, `parameters/${index}/content/application~1json/schema`, value).map(
          (violation) => ({
            ...violation,
            path: `/${name}${violation.path}`,
          }),
        );
      });
    },
    hasResponseBody: (operation, status) => described(operation)?.responses[status]?.content !== undefined,
    response: (operation, status, body) => {
      const response = described(operation)?.responses[status];
      if (!response) return [{ path: "", message: `status ${status} is not documented` }];
      if (!response.content)
        return body === undefined ? [] : [{ path: "", message: `status ${status} has no documented body` }];
      return check(operation, `responses/${status}/content/application~1json/schema`, body);
    },
  };
}

function sizeOf({ brands, statuses }: SpecExtension): number {
  return brands.size + statuses.size;
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
