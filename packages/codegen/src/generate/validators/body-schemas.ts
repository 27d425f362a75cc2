import { CodegenError } from "../../source/codegen-error.ts";
import { httpMethods } from "../../source/http-methods.ts";
import {
  compareText,
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  sortedEntries,
  stringAt,
} from "../../source/json.ts";
import { schemaNameOf } from "../../source/references.ts";
import { below, type SchemaPlace } from "./schema-keywords.ts";

/** A component schema of what is sent or received. */
export interface BodySchema {
  readonly name: string;
  readonly direction: "request" | "response";
}

/**
 * The schemas of request bodies, parameters with a media type, response bodies and vehicle capabilities, each once.
 * One that is both sent and received counts as received.
 * @throws {CodegenError} a body whose schema is not a component: it has no name.
 */
export function bodySchemas(bundle: JsonObject, file: string): readonly BodySchema[] {
  const directions = new Map<string, BodySchema["direction"]>();
  const bodies = operationBodies(bundle, file);
  const capabilities = bodies.flatMap((body) => capabilitiesOf(bundle, body));
  for (const { name, direction } of [...bodies, ...capabilities])
    if (directions.get(name) !== "response") directions.set(name, direction);
  return [...directions]
    .map(([name, direction]) => ({ name, direction }))
    .sort((a, b) => compareText(a.name, b.name));
}

function operationBodies(bundle: JsonObject, file: string): readonly BodySchema[] {
  return sortedEntries(objectAt(bundle, "paths")).flatMap(([path, item]) =>
    httpMethods.flatMap((method) => {
      const operation = objectAt(item, method);
      const place = [path, method].reduce<SchemaPlace>(below, { file, pointer: "/paths" });
      const { parameters } = operation;
      return [
        ...(isArray(parameters) ? parameters : []).flatMap((parameter, index) =>
          contentsOf(parameter, "request", below(below(place, "parameters"), index)),
        ),
        ...contentsOf(operation["requestBody"], "request", below(place, "requestBody")),
        ...sortedEntries(objectAt(operation, "responses")).flatMap(([status, response]) =>
          contentsOf(response, "response", below(below(place, "responses"), status)),
        ),
      ];
    }),
  );
}

function contentsOf(
  holder: JsonValue | undefined,
  direction: BodySchema["direction"],
  place: SchemaPlace,
): readonly BodySchema[] {
  return sortedEntries(objectAt(holder, "content")).flatMap(([mediaType, content]) => {
    const schema = isObject(content) ? content["schema"] : undefined;
    if (schema === undefined) return [];
    const name = schemaNameOf(stringAt(schema, "$ref"));
    if (name !== undefined) return [{ name, direction }];
    const here = ["content", mediaType, "schema"].reduce<SchemaPlace>(below, place);
    throw new CodegenError("the schema of a body must be a component: a validator needs its name", here);
  });
}

/** The capabilities in a response: what one may want to validate without the rest of a vehicle's data. */
function capabilitiesOf(bundle: JsonObject, { name }: BodySchema): readonly BodySchema[] {
  const schema = objectAt(objectAt(bundle, "components"), "schemas")[name];
  return Object.values(objectAt(schema, "properties"))
    .map((property) => schemaNameOf(stringAt(property, "$ref")) ?? "")
    .filter((ref) => ref.endsWith("Capability"))
    .map((name) => ({ name, direction: "response" }));
}
