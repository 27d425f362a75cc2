/** One error of a response, in the platform's words. */
export interface ErrorDetail {
  readonly title: string | undefined;
  readonly detail: string | undefined;
  /** The field or header at fault. */
  readonly source: string | undefined;
}

/**
 * Reads the three forms of error bodies that the platform uses: `{ errors }`, a bare list of errors, and the OAuth pair
 * `{ error, error_description }`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 */
export function errorDetails(body: object): ErrorDetail[] {
  const errors: unknown = Array.isArray(body) ? body : Reflect.get(body, "errors");
  if (typeof errors === "object" && errors !== null) return [errors].flat().flatMap(detailOf);
  const title = textAt(body, "error");
  return title ? [{ title, detail: textAt(body, "error_description"), source: undefined }] : [];
}

function detailOf(item: unknown): ErrorDetail | [] {
  if (typeof item === "string") return { title: item, detail: undefined, source: undefined };
  if (typeof item !== "object" || item === null) return [];
  return { title: textAt(item, "title"), detail: textAt(item, "detail"), source: textAt(item, "source") };
}

/** Returns the sentences of a response's errors. */
export function detailsOf(body: object): string[] {
  return errorDetails(body).flatMap(({ detail }) => detail ?? []);
}

/** Returns the id under which the platform logged the request: from the body of its errors, or from `x-request-id`. */
export function requestIdOf(response: Response, body?: object): string | undefined {
  return (body && textAt(body, "request_id")) ?? response.headers.get("x-request-id") ?? undefined;
}

function textAt(value: object, key: string): string | undefined {
  const found: unknown = Reflect.get(value, key);
  return typeof found === "string" ? found : undefined;
}
