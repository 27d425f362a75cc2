/**
 * Returns a query string with its `?`, or nothing: arrays repeat their key, objects become URL-encoded JSON (as the
 * platform expects for `filter`), `null` and `undefined` are omitted.
 */
export function serializeQuery(query: Readonly<Record<string, unknown>>): string {
  const pairs: string[] = [];
  for (const [key, value] of Object.entries(query))
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item === undefined || item === null) continue;
      const text = typeof item === "object" ? JSON.stringify(item) : String(item);
      pairs.push(`${encodeURIComponent(key)}=${encodeURIComponent(text)}`);
    }
  return pairs.length > 0 ? `?${pairs.join("&")}` : "";
}

/**
 * Replaces the `{name}` placeholders of a path template by percent-encoded values.
 *
 * @throws {TypeError} that names the operation if a value is missing, empty, not a string or number, or would be read as a
 * path step (`.` and `..` survive percent-encoding and would call another operation).
 */
export function serializePath(
  operation: string,
  template: string,
  values: Readonly<Record<string, unknown>> = {},
): string {
  let path = "";
  let from = 0;
  for (let open = template.indexOf("{"); open >= 0; open = template.indexOf("{", from)) {
    const close = template.indexOf("}", open);
    path += template.slice(from, open) + serializeSegment(operation, template.slice(open + 1, close), values);
    from = close + 1;
  }
  return path + template.slice(from);
}

function serializeSegment(
  operation: string,
  name: string,
  values: Readonly<Record<string, unknown>>,
): string {
  const value = values[name];
  if ((typeof value !== "string" && typeof value !== "number") || isStep(value))
    throw new TypeError(
      `params.path.${name} of ${operation} must be a non-empty string or a number, got ${describe(value)}.`,
    );
  return encodeURIComponent(value);
}

function isStep(value: string | number): boolean {
  return value === "" || value === "." || value === "..";
}

function describe(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : value === null ? "null" : typeof value;
}
