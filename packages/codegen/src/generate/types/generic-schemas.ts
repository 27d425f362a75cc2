import ts from "typescript";
import type { GenericNames, GenericType } from "../../bundle/names.ts";
import { CodegenError } from "../../source/codegen-error.ts";
import { isArray, isObject, type JsonObject, type JsonValue, objectAt, stringAt } from "../../source/json.ts";
import { identifier } from "../print/identifier.ts";
import { comment } from "../print/jsdoc.ts";
import { declareType, type Member, readMembers, writeMembers } from "./type-nodes.ts";

/**
 * The schemas that are uses of a generic type, each with that type.
 * @throws {CodegenError} a type has no schemas, or schemas that differ in more than one property than the
 *   type's parameter.
 */
export function genericSchemas(
  schemas: JsonObject,
  { file, generics }: GenericNames,
): ReadonlyMap<string, GenericType> {
  const uses = new Map<string, GenericType>();
  for (const generic of generics) {
    const { name, parameter } = generic;
    const place = { file, pointer: `/generics/${name}` };
    const found = Object.keys(schemas).filter((schema) => generic.schemas.test(schema));
    const [first] = found;
    if (first === undefined) throw new CodegenError(`no schema matches ${generic.schemas.source}`, place);
    if (objectAt(objectAt(schemas, first), "properties")[parameter] === undefined)
      throw new CodegenError(`${first} has no property "${parameter}"`, place);
    for (const schema of found) {
      if (factsText(objectAt(schemas, schema), parameter) !== factsText(objectAt(schemas, first), parameter))
        throw new CodegenError(`${schema} and ${first} differ in more than "${parameter}"`, place);
      uses.set(schema, generic);
    }
  }
  return uses;
}

/** The facts of a schema, without those of the property that is the parameter. */
function factsText(schema: JsonObject, parameter: string): string {
  const { [parameter]: own, ...properties } = objectAt(schema, "properties");
  return JSON.stringify(withoutDescriptions({ ...schema, properties, own: own !== undefined }));
}

function withoutDescriptions(value: JsonValue): JsonValue {
  if (isArray(value)) return value.map(withoutDescriptions);
  if (!isObject(value)) return value;
  const facts = Object.entries(value).filter(
    ([key, child]) => key !== "description" || typeof child !== "string",
  );
  return Object.fromEntries(facts.map(([key, child]) => [key, withoutDescriptions(child)]));
}

/** The types and schemas of a bundle. */
export interface GenericContext {
  readonly schemas: JsonObject;
  readonly uses: ReadonlyMap<string, GenericType>;
  readonly members: readonly Member[];
}

/** Declares the generic type of the schemas. The type has the descriptions that all of them share. */
export function declareGeneric(generic: GenericType, { schemas, uses, members }: GenericContext): ts.Node {
  const { name, parameter, description, parameterDescription } = generic;
  const own = members.filter((member) => uses.get(member.name) === generic);
  const variable = identifier(parameter.charAt(0).toUpperCase() + parameter.slice(1));
  const properties = readMembers(own[0]?.type).map((property) => {
    if (property.name === parameter) {
      const type = ts.factory.createTypeReferenceNode(variable);
      return { ...property, type, comments: comment({ description: parameterDescription }) };
    }
    const said = own.map((member) =>
      stringAt(objectAt(schemas[member.name], "properties")[property.name], "description"),
    );
    return { ...property, comments: new Set(said).size === 1 ? comment({ description: said[0] }) : [] };
  });
  return declareType(
    { name: identifier(name), type: writeMembers(properties), comments: comment({ description }) },
    variable,
  );
}
