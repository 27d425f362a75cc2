import type { JsonObject } from "../../src/source/json.ts";

/** JSON that can be changed in place: a copy for one test case. */
export interface Draft {
  [key: string]: DraftValue;
}
export type DraftValue = null | boolean | number | string | DraftValue[] | Draft;

/** Chooses one of several candidates; the choice is part of the test case. */
export type Pick = <T>(candidates: readonly T[]) => T | undefined;

/** Changes a document in place; returns `false` if it has no part that can be changed in this way. */
export type Mutation = (document: Draft, pick: Pick) => boolean;

export function isDraft(value: DraftValue | undefined): value is Draft {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function draftOf(document: JsonObject): Draft {
  return structuredClone(document) as Draft;
}

export function childOf(value: DraftValue | undefined, ...path: string[]): Draft {
  const end = path.reduce<DraftValue | undefined>(
    (current, key) => (isDraft(current) ? current[key] : undefined),
    value,
  );
  return isDraft(end) ? end : {};
}

export function listIn(value: DraftValue | undefined): DraftValue[] {
  return Array.isArray(value) ? value : [];
}

/** Returns every schema of a document, including nested schemas. */
export function schemasIn(document: Draft): Draft[] {
  const operation = operationIn(document);
  const roots = [
    ...Object.values(childOf(document, "components", "schemas")),
    ...listIn(operation["parameters"]).map((parameter) => childOf(parameter, "schema")),
    childOf(operation, "requestBody", "content", "application/json", "schema"),
    ...Object.values(childOf(operation, "responses")).map((response) =>
      childOf(response, "content", "application/json", "schema"),
    ),
  ];
  return roots.filter(isDraft).flatMap((root) => [root, ...below(root)]);
}

function below(schema: Draft): Draft[] {
  const children = [
    ...Object.values(childOf(schema, "properties")),
    ...Object.values(childOf(schema, "patternProperties")),
    schema["items"],
    schema["additionalProperties"],
    ...["oneOf", "allOf", "prefixItems"].flatMap((key) => listIn(schema[key])),
  ].filter((child) => isDraft(child));
  return children.flatMap((child) => [child, ...below(child)]);
}

/** Returns the only operation, at any path. */
export function operationIn(document: Draft): Draft {
  const [item] = Object.values(childOf(document, "paths"));
  return childOf(item, "post");
}

/** Returns a mutation of one of the accepted schemas. */
export function ofSchema(
  passes: (schema: Draft) => boolean,
  change: (schema: Draft, pick: Pick) => void,
): Mutation {
  return (document, pick) => {
    const schema = pick(schemasIn(document).filter(passes));
    if (schema) change(schema, pick);
    return schema !== undefined;
  };
}

/** Puts other content into a schema without replacing it. */
export function become(schema: Draft, content: Draft): void {
  for (const key of Object.keys(schema)) delete schema[key];
  Object.assign(schema, content);
}
