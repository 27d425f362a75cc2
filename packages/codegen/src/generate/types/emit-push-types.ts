import { pascalCase } from "../../bundle/names.ts";
import { CodegenError } from "../../source/codegen-error.ts";
import { objectAt, stringAt } from "../../source/json.ts";
import { identifier, printKey } from "../print/identifier.ts";
import { type CommentText, printComment } from "../print/jsdoc.ts";
import { printImports } from "../print/print-module.ts";
import { propertyChecks } from "../push-messages/object-check.ts";
import type { CapabilityV2, PropertyV2, PushV2, ValueV2 } from "../push-messages/push-v2.ts";
import { childrenOf } from "../validators/check-table.ts";
import type { Check, ObjectCheck } from "../validators/runtime/check.ts";
import { typeText } from "../validators/type-text.ts";

export interface PushTypes {
  /** The module `push-v2.ts`. */
  readonly code: string;
  /** The names of its types. */
  readonly names: readonly string[];
}

const fixedNames = ["CapabilityName", "PropertyName", "PushCapabilityV2", "PushItemV2", "PushMessageV2"];
const mapName = "VehiclePropertyData";

/**
 * Returns the types of the second format of push messages, and of everything that vehicles report: the second
 * format has every capability, property and value of the other documents.
 * @param typesOf the types of `types.ts`, by check
 * @param taken the names of all types there
 * @throws {CodegenError} If the items of two properties differ in more than their `data`.
 */
export function emitPushTypes(
  { capabilities, values }: PushV2,
  typesOf: ReadonlyMap<Check, string>,
  taken: ReadonlySet<string>,
): PushTypes {
  const own = ownTypes(capabilities, values, { typesOf, taken });
  const used = new Set<string>();
  const nameOf = (check: Check): string | undefined => {
    const name = typesOf.get(check);
    if (name !== undefined) used.add(name);
    return name ?? own.get(check)?.name;
  };
  const declarations = [
    ...[...own.values()].map((type) => printInterface(type, nameOf)),
    printItem(capabilities, values, nameOf),
    printMap(capabilities, nameOf),
    envelope,
  ];
  return {
    code: [printImports([{ from: "./types.ts", types: [...used] }]), ...declarations].join("\n"),
    names: [...[...own.values()].map(({ name }) => name), ...fixedNames, mapName],
  };
}

interface OwnType {
  readonly name: string;
  readonly value: ValueV2;
  readonly check: ObjectCheck;
}

/** Returns the structures that `types.ts` does not have, each with a unique name. */
function ownTypes(
  capabilities: readonly CapabilityV2[],
  values: readonly ValueV2[],
  { typesOf, taken }: { typesOf: ReadonlyMap<Check, string>; taken: ReadonlySet<string> },
): ReadonlyMap<Check, OwnType> {
  const needed = new Set<Check>();
  const visit = (check: Check): void => {
    if (needed.has(check) || typesOf.has(check)) return;
    needed.add(check);
    for (const child of childrenOf(check)) visit(child);
  };
  for (const { item } of capabilities.flatMap(({ properties }) => properties))
    for (const child of childrenOf(item)) visit(child);
  const own = new Map<Check, OwnType>();
  for (const value of values) {
    const { check, name } = value;
    if (check.kind === "object" && needed.has(check) && !own.has(check))
      own.set(check, { name: freeName(pascalCase(name), taken), value, check });
  }
  return own;
}

/** Returns the name of a type in the second format that has another form in the bundle. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  if (taken.has(`${name}Quantity`)) return `${name}QuantityV2`;
  return taken.has(name) ? `${name}V2` : name;
}

type NameOf = (check: Check) => string | undefined;

function printInterface({ name, value, check }: OwnType, nameOf: NameOf): string {
  const descriptions = objectAt(value.schema, "properties");
  const lines = [...value.members].map(([key, member]) =>
    printMember(
      key,
      { isOptional: check.required?.includes(key) !== true, type: typeText(member, nameOf) },
      { description: stringAt(descriptions[key], "description") },
    ),
  );
  return `${printComment({ description: stringAt(value.schema, "description") })}export interface ${identifier(name)} {\n${lines.join("")}}\n`;
}

/** The items of all properties differ only in their `data`. */
function printItem(
  capabilities: readonly CapabilityV2[],
  values: readonly ValueV2[],
  nameOf: NameOf,
): string {
  const [first, ...rest] = capabilities.flatMap(({ properties }) => properties);
  if (first === undefined) throw new CodegenError("the push messages have no property");
  const shape = itemShape(first, nameOf);
  for (const other of rest)
    if (itemShape(other, nameOf) !== shape)
      throw new CodegenError(
        `the items of ${other.name} differ from those of ${first.name} in more than their data`,
      );
  const schema = values.find(({ check }) => check === first.item)?.schema ?? {};
  const descriptions = objectAt(schema, "properties");
  const lines = Object.entries(propertyChecks(first.item)).map(([key, member]) =>
    printMember(
      key,
      { isOptional: true, type: key === "data" ? "Data" : typeText(member, nameOf) },
      { description: stringAt(descriptions[key], "description") },
    ),
  );
  return `${printComment({ description: stringAt(schema, "description") })}export interface PushItemV2<Data> {\n${lines.join("")}}\n`;
}

function itemShape({ item }: PropertyV2, nameOf: NameOf): string {
  const members = Object.entries(propertyChecks(item));
  return JSON.stringify(members.map(([key, member]) => [key, key === "data" || typeText(member, nameOf)]));
}

function printMap(capabilities: readonly CapabilityV2[], nameOf: NameOf): string {
  const members = capabilities.map(({ name, description, properties }) => {
    const inner = properties.map((property) =>
      printMember(
        property.name,
        { isOptional: false, type: typeText(property.data, nameOf) },
        { description: property.description, tags: property.isDeprecated ? ["@deprecated"] : [] },
        "    ",
      ),
    );
    return `${printComment({ description }, "  ")}  readonly ${printKey(name)}: {\n${inner.join("")}  };\n`;
  });
  return `/**
 * What vehicles report, whichever way it arrives: the type of one value, by capability and property. It includes
 * everything that responses and push messages of both formats can hold.
 */
export interface ${mapName} {
${members.join("")}}
`;
}

const envelope = `/** The name of a capability, such as \`diagnostics\`. */
export type CapabilityName = keyof ${mapName};

/** The name of a capability's property, such as \`odometer\`. */
export type PropertyName<Capability extends CapabilityName> = keyof ${mapName}[Capability];

/** What a message of the second format says of one capability: a list of readings for each property. */
export type PushCapabilityV2<Capability extends CapabilityName> = {
  readonly [Property in PropertyName<Capability>]?: readonly PushItemV2<${mapName}[Capability][Property]>[];
};

/**
 * A push message of the second format. It may have further members.
 * @template Capability the capabilities that are of interest; a message may have others. Default: all.
 */
export interface PushMessageV2<Capability extends CapabilityName = CapabilityName> {
  /** Version of the format. It changes without notice. */
  readonly version: number;
  /** Id of the application that the message is for. */
  readonly application_id: string;
  /** Id of the message. The same message may be delivered more than once. */
  readonly message_id: string;
  /** Vehicle identification number. */
  readonly vin: string;
  readonly data: { readonly [Name in Capability]?: PushCapabilityV2<Name> };
}
`;

function printMember(
  key: string,
  { isOptional, type }: { isOptional: boolean; type: string },
  words: CommentText,
  indent = "  ",
): string {
  return `${printComment(words, indent)}${indent}readonly ${printKey(key)}${isOptional ? "?" : ""}: ${type};\n`;
}
