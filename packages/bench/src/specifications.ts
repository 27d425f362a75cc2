// Documents of a stated size, for the comparison of specifications.

interface JsonReference {
  readonly $ref: string;
}

const text = { type: "string" };

/** A document with one operation that responds with the first schema. */
function documentOf(
  count: number,
  propertiesAt: (index: number) => Readonly<Record<string, unknown>>,
  basesAt: (index: number) => readonly JsonReference[] = () => [],
): string {
  const schemas = Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const bases = basesAt(index);
      const schema = { type: "object", properties: propertiesAt(index) };
      return [`S${index}`, bases.length > 0 ? { ...schema, allOf: bases } : schema];
    }),
  );
  const content = { "application/json": { schema: reference(0) } };
  return JSON.stringify({
    openapi: "3.1.1",
    paths: { "/read": { get: { responses: { 200: { content } } } } },
    components: { schemas },
  });
}

function reference(index: number): JsonReference {
  return { $ref: `#/components/schemas/S${index}` };
}

/** Each schema refers to the next one twice: there are 2 ** count ways to the last one. */
export function chainOf(count: number): string {
  return documentOf(count, (index) => {
    const next = index + 1 < count ? reference(index + 1) : text;
    return { [`name${index}`]: text, left: next, right: next };
  });
}

/** Each schema refers to all schemas, itself included. */
export function circleOf(count: number): string {
  const all = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`to${index}`, reference(index)]),
  );
  return documentOf(count, (index) => ({ [`name${index}`]: text, ...all }));
}

/** Each schema has a property of its own and inherits those of the next one: the first one has all of them. */
export function inheritanceOf(count: number): string {
  return documentOf(
    count,
    (index) => ({ [`name${index}`]: text }),
    (index) => (index + 1 < count ? [reference(index + 1)] : []),
  );
}
