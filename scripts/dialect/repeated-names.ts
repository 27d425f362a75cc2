// A name must have one meaning: a type name that several files declare is a violation in each of them. Tests
// may repeat names.
import type { DialectViolation, SourceFacts } from "./violations.ts";

/** Names that several files may declare, each with the reason. */
export const repeatableNames: Readonly<Record<string, string>> = {};

export function repeatedNames(facts: ReadonlyMap<string, SourceFacts>): readonly DialectViolation[] {
  return [...declarationsByName(facts)]
    .filter(([name, places]) => places.length > 1 && !(name in repeatableNames))
    .flatMap(([name, places]) => places.map((place) => ({ rule: "repeated-name" as const, name, ...place })));
}

/** Exceptions that are not needed. */
export function unusedRepeatableNames(facts: ReadonlyMap<string, SourceFacts>): readonly string[] {
  const declarations = declarationsByName(facts);
  return Object.keys(repeatableNames).filter((name) => (declarations.get(name)?.length ?? 0) < 2);
}

type DeclarationPlace = Pick<DialectViolation, "file" | "line">;

function declarationsByName(
  facts: ReadonlyMap<string, SourceFacts>,
): ReadonlyMap<string, readonly DeclarationPlace[]> {
  const declarations = new Map<string, DeclarationPlace[]>();
  for (const [file, { typeNames }] of facts) {
    if (/(?:^|\/)test\/|\.test\./.test(file)) continue;
    // Declarations that TypeScript merges count as one name.
    for (const [name, { line }] of new Map(typeNames.map((each) => [each.name, each])))
      declarations.set(name, [...(declarations.get(name) ?? []), { file, line }]);
  }
  return declarations;
}
