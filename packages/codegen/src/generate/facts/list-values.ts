import type { NamedList, SpecificationNames, TypeAlias } from "../../bundle/names.ts";
import { CodegenError } from "../../source/codegen-error.ts";
import {
  compareText,
  isArray,
  type JsonObject,
  type JsonValue,
  memberAt,
  objectAt,
} from "../../source/json.ts";

/**
 * Returns the values of the enumeration that a list of `names.yaml` stands for, sorted.
 * @throws {CodegenError} If the list names no type of `names.yaml`, or a type without an enumeration of strings.
 */
export function listValues(
  { name, type }: NamedList,
  { file, types }: Pick<SpecificationNames, "file" | "types">,
  bundle: JsonObject,
): readonly string[] {
  const place = { file, pointer: `/lists/${name}` };
  const alias = types.find((each) => each.name === type);
  if (alias === undefined) throw new CodegenError(`there is no type ${type} in the same file`, place);
  const values = enumAt(bundle, alias);
  if (!isArray(values)) throw new CodegenError(`type ${type} has no enumeration`, place);
  return values
    .map((value) => {
      if (typeof value !== "string") throw new CodegenError(`type ${type} lists more than strings`, place);
      return value;
    })
    .sort(compareText);
}

function enumAt(bundle: JsonObject, { schema, path }: TypeAlias): JsonValue | undefined {
  const schemas = objectAt(objectAt(bundle, "components"), "schemas");
  const target = path.reduce<JsonValue | undefined>(
    (value, key) => {
      return key === "[]" ? memberAt(value, "items") : memberAt(objectAt(value, "properties"), key);
    },
    memberAt(schemas, schema),
  );
  return memberAt(target, "enum");
}
