import { isDeepStrictEqual } from "node:util";
import { CodegenError } from "../../source/codegen-error.ts";
import {
  type JsonObject,
  type JsonValue,
  memberAt,
  objectAt,
  sortedEntries,
  stringAt,
} from "../../source/json.ts";
import { schemaNameOf, schemaReference } from "../../source/references.ts";
import type { Check } from "../validators/runtime/check.ts";
import { messageV2Check } from "../validators/runtime/push-message-v2.ts";
import type { SchemaPlace } from "../validators/schema-keywords.ts";
import type { CompileCheck } from "../validators/typed-checks.ts";
import { propertyChecks } from "./object-check.ts";
import type { PushV2Document } from "./push-v2-document.ts";

/** The compiled messages of the second format. */
export interface PushV2 {
  readonly capabilities: readonly CapabilityV2[];
  /** The structures of values. */
  readonly values: readonly ValueV2[];
}

export interface CapabilityV2 {
  readonly name: string;
  readonly description: string;
  readonly check: Check;
  readonly properties: readonly PropertyV2[];
}

export interface PropertyV2 {
  readonly name: string;
  readonly description: string;
  readonly isDeprecated: boolean;
  readonly item: Check;
  /** The check of an item's `data`. */
  readonly data: Check;
}

/** A component schema of the document. */
export interface ValueV2 {
  readonly name: string;
  readonly schema: JsonObject;
  readonly check: Check;
  /** The checks of the properties, by name; empty if it has none. */
  readonly members: ReadonlyMap<string, Check>;
}

/**
 * Compiles the document of the second format.
 * @throws {CodegenError} If the envelope differs from the envelope of the validators, or if a property of a
 *   capability is not a list of items.
 */
export function compilePushV2(
  { value, file, envelope, content }: PushV2Document,
  compile: CompileCheck,
): PushV2 {
  const schemas = objectAt(objectAt(value, "components"), "schemas");
  const compileSchema = (name: string): Check =>
    compile({ $ref: schemaReference(name) }, { file, pointer: `/components/schemas/${name}` });
  const capabilities = sortedEntries(objectAt(schemas[content], "properties")).map(([name, capability]) => {
    const component = schemaNameOf(stringAt(capability, "$ref")) ?? name;
    const schema = objectAt(schemas, component);
    const place = { file, pointer: `/components/schemas/${component}` };
    return {
      name,
      description: stringAt(schema, "description") ?? "",
      check: compileSchema(component),
      properties: propertiesOf(schema, compileSchema(component), place),
    };
  });
  const all = Object.fromEntries(capabilities.map(({ name, check }) => [name, check]));
  if (!isDeepStrictEqual(compileSchema(envelope), messageV2Check(all)))
    throw new CodegenError("is not the envelope that validators/runtime/push-message-v2.ts describes", {
      file,
      pointer: `/components/schemas/${envelope}`,
    });
  const values = sortedEntries(schemas).map(([name]): ValueV2 => {
    const check = compileSchema(name);
    return {
      name,
      schema: objectAt(schemas, name),
      check,
      members: new Map(Object.entries(propertyChecks(check))),
    };
  });
  return { capabilities, values };
}

function propertiesOf(schema: JsonValue, check: Check, place: SchemaPlace): readonly PropertyV2[] {
  const checks = propertyChecks(check);
  return sortedEntries(objectAt(schema, "properties")).flatMap(([name, property]) => {
    const list = checks[name];
    // Properties of the whole message (its signature) are not lists.
    if (list?.kind === "object") return [];
    const item = list?.kind === "array" ? list.items : undefined;
    const data = propertyChecks(item)["data"];
    if (item === undefined || data === undefined)
      throw new CodegenError(`property ${name} is not a list of items with \`data\``, place);
    return [
      {
        name,
        description: stringAt(property, "description") ?? "",
        isDeprecated: memberAt(property, "deprecated") === true,
        item,
        data,
      },
    ];
  });
}
