import { operationTable } from "../generate/operations/operation-table.ts";
import { isArray, isObject, type JsonObject, type JsonValue, objectAt, stringAt } from "../source/json.ts";
import { resolveReference } from "../source/references.ts";
import type { OperationReference, ParameterReference, ResponseReference } from "./reference.ts";
import { followSchema, valueReference } from "./value-reference.ts";

const json = "application/json";

/**
 * Returns every operation with its parameters, body, responses, scopes and limit.
 * @throws {CodegenError} If an operation lacks what the table of operations needs.
 */
export function operationReferences(bundle: JsonObject): readonly OperationReference[] {
  return operationTable(bundle).map(({ statuses: _, ...row }) => {
    const item = objectAt(objectAt(bundle, "paths"), row.path);
    const operation = objectAt(item, row.method.toLowerCase());
    return {
      ...row,
      title: stringAt(operation, "summary") ?? row.id,
      description: stringAt(operation, "description") ?? "",
      parameters: parametersOf([item["parameters"], operation["parameters"]], bundle),
      body: bodyOf(operation["requestBody"], bundle),
      responses: Object.entries(objectAt(operation, "responses")).map(([status, response]) =>
        responseReference(Number(status), resolved(response, bundle), bundle),
      ),
    };
  });
}

/** The operation's own parameter replaces one of its path with the same name and place. */
function parametersOf(
  lists: readonly (JsonValue | undefined)[],
  bundle: JsonObject,
): readonly ParameterReference[] {
  const parameters = lists
    .flatMap((list) => (isArray(list) ? list : []))
    .map((parameter): ParameterReference => {
      const value = resolved(parameter, bundle);
      const [media] = Object.values(objectAt(value, "content"));
      const schema = value["schema"] ?? (isObject(media) ? media["schema"] : undefined);
      return {
        name: stringAt(value, "name") ?? "",
        in: stringAt(value, "in") ?? "",
        description: stringAt(value, "description") ?? "",
        required: value["required"] === true,
        value: valueReference(schema, bundle),
      };
    });
  return [...new Map(parameters.map((each) => [`${each.in} ${each.name}`, each])).values()];
}

function bodyOf(start: JsonValue | undefined, bundle: JsonObject): OperationReference["body"] {
  if (start === undefined) return null;
  const body = resolved(start, bundle);
  const { schema } = objectAt(objectAt(body, "content"), json);
  return { required: body["required"] === true, value: valueReference(schema, bundle) };
}

function responseReference(status: number, response: JsonObject, bundle: JsonObject): ResponseReference {
  const { schema } = objectAt(objectAt(response, "content"), json);
  return {
    status,
    description: stringAt(response, "description") ?? "",
    typeName: followSchema(schema, bundle).typeName,
  };
}

function resolved(value: JsonValue, bundle: JsonObject): JsonObject {
  const ref = stringAt(value, "$ref");
  const target = ref === undefined ? value : resolveReference(bundle, ref);
  return isObject(target) ? target : {};
}
