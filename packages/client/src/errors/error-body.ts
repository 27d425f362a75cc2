/** One error of an answer, as the platform words it. */
export interface ErrorDetail {
  readonly title: string | undefined;
  readonly detail: string | undefined;
  /** The field or header at fault. */
  readonly source: string | undefined;
}

/** Both forms the platform uses: a list of errors, and the OAuth pair of RFC 6749 section 5.2. */
export function errorDetails(body: object): ErrorDetail[] {
  if ("errors" in body && Array.isArray(body.errors))
    return body.errors
      .filter((item): item is object => typeof item === "object" && item !== null)
      .map((item) => ({
        title: textAt(item, "title"),
        detail: textAt(item, "detail"),
        source: textAt(item, "source"),
      }));
  const error = textAt(body, "error");
  return error ? [{ title: error, detail: textAt(body, "error_description"), source: undefined }] : [];
}

/** The sentences of an answer's errors. */
export function detailsOf(body: object): string[] {
  return errorDetails(body).flatMap(({ detail }) => detail ?? []);
}

/** Id under which the platform logged the request: in the body of its errors, or the `x-request-id` header. */
export function requestIdOf(response: Response, body?: object): string | undefined {
  return (body && textAt(body, "request_id")) ?? response.headers.get("x-request-id") ?? undefined;
}

function textAt(value: object, key: string): string | undefined {
  const found: unknown = Reflect.get(value, key);
  return typeof found === "string" ? found : undefined;
}
