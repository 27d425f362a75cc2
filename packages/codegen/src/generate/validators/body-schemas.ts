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

/** A component schema of a sent or received body. */
export interface BodySchema {
  readonly name: string;
  readonly direction: "request" | "response";
  /** The tag of the first operation with this schema. */
  readonly tag: string;
}

/**
 * Returns the schemas of request bodies, parameters with a media type, response bodies and vehicle
 * capabilities without duplicates. A schema that is both sent and received counts as received.
 * @throws {CodegenError} the schema of a body is not a component, so it has no name.
 */
export function bodySchemas(bundle: JsonObject, file: string): readonly BodySchema[] {
  const byName = new Map<string, BodySchema>();
  const bodies = operationBodies(bundle, file);
  const capabilities = bodies.flatMap((body) => capabilitiesOf(bundle, body));
  for (const body of [...bodies, ...capabilities]) {
    const known = byName.get(body.name);
    if (known === undefined) byName.set(body.name, body);
    else if (body.direction === "response") byName.set(body.name, { ...known, direction: "response" });
  }
  return [...byName.values()].sort((a, b) => compareText(a.name, b.name));
}

function operationBodies(bundle: JsonObject, file: string): readonly BodySchema[] {
  return sortedEntries(objectAt(bundle, "paths")).flatMap(([path, item]) =>
    httpMethods.flatMap((method) => {
      const operation = objectAt(item, method);
      const place = [path, method].reduce<SchemaPlace>(below, { file, pointer: "/paths" });
      const { parameters, tags } = operation;
      const tag = String(isArray(tags) ? tags[0] : "untagged");
      const bodies = [
        ...(isArray(parameters) ? parameters : []).flatMap((parameter, index) =>
          contentsOf(parameter, "request", below(below(place, "parameters"), index)),
        ),
        ...contentsOf(operation["requestBody"], "request", below(place, "requestBody")),
        ...sortedEntries(objectAt(operation, "responses")).flatMap(([status, response]) =>
          contentsOf(response, "response", below(below(place, "responses"), status)),
        ),
      ];
      return bodies.map((body) => ({ ...body, tag }));
    }),
  );
}

function contentsOf(
  holder: JsonValue | undefined,
  direction: BodySchema["direction"],
  place: SchemaPlace,
): readonly Omit<BodySchema, "tag">[] {
  return sortedEntries(objectAt(holder, "content")).flatMap(([mediaType, content]) => {
    const schema = isObject(content) ? content["schema"] : undefined;
    if (schema === undefined) return [];
    const name = schemaNameOf(stringAt(schema, "$ref"));
    if (name !== undefined) return [{ name, direction }];
    const here = ["content", mediaType, "schema"].reduce<SchemaPlace>(below, place);
    throw new CodegenError("the schema of a body must be a component: a validator needs its name", here);
  });
}

/** Returns the capabilities in a response, which apps may validate without the rest of a vehicle's data. */
function capabilitiesOf(bundle: JsonObject, { name, tag }: BodySchema): readonly BodySchema[] {
  const schema = objectAt(objectAt(bundle, "components"), "schemas")[name];
  return Object.values(objectAt(schema, "properties"))
    .map((property) => schemaNameOf(stringAt(property, "$ref")) ?? "")
    .filter((ref) => ref.endsWith("Capability"))
    .map((capability) => ({ name: capability, direction: "response", tag }));
}
