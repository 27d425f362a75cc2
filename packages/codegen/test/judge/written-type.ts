import ts from "typescript";

/**
 * A type in one text that is the same for identical types, however they were declared: names are left out, members
 * and alternatives are sorted, and a type inside itself is written as the number of steps back to it.
 */
export function writtenType(type: ts.Type, checker: ts.TypeChecker): string {
  return write(type, { checker, stack: [] });
}

interface Walk {
  readonly checker: ts.TypeChecker;
  readonly stack: readonly ts.Type[];
}

function write(type: ts.Type, { checker, stack }: Walk): string {
  const distance = stack.indexOf(type);
  if (distance >= 0) return `^${stack.length - distance}`;
  if (type.isUnion()) return writeAlternatives(type.types, { checker, stack });
  if ((type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0)
    return checker.typeToString(type);
  const below: Walk = { checker, stack: [...stack, type] };
  if (checker.isArrayType(type)) {
    const [item] = checker.getTypeArguments(type as ts.TypeReference);
    return `Array<${item ? write(item, below) : ""}>`;
  }
  const members = checker.getPropertiesOfType(type).map((property) => writeMember(property, below));
  // With members, "any other member" is the default of an object.
  const signatures = checker
    .getIndexInfosOfType(type)
    .filter((info) => members.length === 0 || (info.type.flags & ts.TypeFlags.Unknown) === 0)
    .map((info) => `[${checker.typeToString(info.keyType)}]: ${write(info.type, below)}`);
  return `{ ${[...members, ...signatures].sort().join("; ")} }`;
}

function writeMember(property: ts.Symbol, walk: Walk): string {
  const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0;
  const declared = property.declarations ?? [];
  const isReadonly = declared.some(
    (node) => (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Readonly) !== 0,
  );
  const type = walk.checker.getTypeOfSymbol(property);
  // A `?` means that it may be absent, so its type does not need `undefined`.
  const present = (type.isUnion() ? type.types : [type]).filter(
    ({ flags }) => !isOptional || (flags & ts.TypeFlags.Undefined) === 0,
  );
  return `${isReadonly ? "readonly " : ""}${property.name}${isOptional ? "?" : ""}: ${writeAlternatives(present, walk)}`;
}

function writeAlternatives(types: readonly ts.Type[], walk: Walk): string {
  return [...new Set(types.map((type) => write(type, walk)))].sort().join(" | ");
}
