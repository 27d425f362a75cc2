import ts from "typescript";
import type { GenericNames, GenericType } from "../../bundle/names.ts";
import { CodegenError } from "../../source/codegen-error.ts";
import { objectAt } from "../../source/json.ts";
import { identifier } from "../print/identifier.ts";
import type { EnumSchemas } from "./enum-schemas.ts";
import { declareGeneric, genericSchemas } from "./generic-schemas.ts";
import {
  accessPath,
  declareType,
  isInterface,
  type Member,
  type Nodes,
  readMembers,
  writeMembers,
} from "./type-nodes.ts";

const { factory } = ts;

/**
 * Declares every schema with its own name, which editors show, instead of only inside `components`. The
 * schemas of a generic type become uses of it: `VehicleProperty<LengthQuantity>`. Value schemas are not part
 * of `components`, because the specification does not have them.
 * @throws {CodegenError} a schema whose name TypeScript does not allow, or that does not fit its generic type.
 */
export function nameSchemas(
  nodes: Nodes,
  { bundle, names: enumNames }: EnumSchemas,
  names: GenericNames,
): Nodes {
  const { generics } = names;
  const schemas = objectAt(objectAt(bundle, "components"), "schemas");
  const uses = genericSchemas(schemas, names);
  const members = schemaMembers(nodes);
  const rename = renaming(members, uses, names.file);
  const mentions = members
    .filter(({ name }) => !enumNames.includes(name))
    .map((member) => ({
      ...member,
      type: schemaType(member.name),
      comments: uses.has(member.name) ? member.comments : [],
    }));
  const declarations = [
    ...generics.map((generic) => declareGeneric(generic, { schemas, uses, members })),
    ...members.filter(({ name }) => !uses.has(name)).map((member) => declareType(member)),
  ];
  return [...nodes.map((node) => withSchemas(node, mentions)), ...declarations].map(rename);
}

function schemaMembers(nodes: Nodes): readonly Member[] {
  const components = nodes.find((node) => isInterface(node, "components"));
  return readMembers(readMembers(components).find(({ name }) => name === "schemas")?.type);
}

/** Returns `components` with other `schemas`, and other nodes unchanged. */
function withSchemas(node: ts.Node, schemas: readonly Member[]): ts.Node {
  if (!isInterface(node, "components")) return node;
  const sections = readMembers(node).map((section) =>
    section.name === "schemas" ? { ...section, type: writeMembers(schemas) } : section,
  );
  const { members } = writeMembers(sections);
  return factory.createInterfaceDeclaration(node.modifiers, node.name, undefined, undefined, members);
}

/** Replaces `components["schemas"]["Name"]` by the schema's own name. */
function renaming(
  members: readonly Member[],
  uses: ReadonlyMap<string, GenericType>,
  file: string,
): (node: ts.Node) => ts.Node {
  const types = new Map(members.map(({ name, type }) => [name, type]));
  const renameType = (type: ts.TypeNode): ts.TypeNode => ts.visitNode(type, rename, ts.isTypeNode) ?? type;
  const rename = (node: ts.Node): ts.Node => {
    const name = schemaName(node);
    if (name === undefined) return ts.visitEachChild(node, rename, undefined);
    const generic = uses.get(name);
    if (!generic) return factory.createTypeReferenceNode(checkedName(name, file));
    const own = readMembers(types.get(name)).filter((member) => member.name === generic.parameter);
    return factory.createTypeReferenceNode(
      generic.name,
      own.map((member) => renameType(member.type)),
    );
  };
  return rename;
}

function schemaType(name: string): ts.TypeNode {
  const key = (text: string): ts.TypeNode => factory.createLiteralTypeNode(factory.createStringLiteral(text));
  const schemas = factory.createIndexedAccessTypeNode(
    factory.createTypeReferenceNode("components"),
    key("schemas"),
  );
  return factory.createIndexedAccessTypeNode(schemas, key(name));
}

function schemaName(node: ts.Node): string | undefined {
  const path = accessPath(node);
  return path?.length === 3 && path.join(".").startsWith("components.schemas.") ? path[2] : undefined;
}

// Other names that the generated module declares or uses.
const taken = new Set([
  "Extract",
  "NonNullable",
  "Omit",
  "Record",
  "WithRequired",
  "components",
  "operations",
  "paths",
]);

function checkedName(name: string, file: string): string {
  const place = { file, pointer: "/documents" };
  if (!taken.has(name)) return identifier(name, place);
  throw new CodegenError(`a schema must not be called ${name}, which generated code uses`, place);
}
