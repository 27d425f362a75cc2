import { errorDetails } from "@high-mobility-ts/guards";

/** One error of a response, in the platform's words. */
export interface ErrorDetail {
  /** The error in a few words. */
  readonly title: string | undefined;
  /** The error in a sentence. */
  readonly detail: string | undefined;
  /** The field or header at fault. */
  readonly source: string | undefined;
}

/** Returns the sentences of a response's errors. */
export function detailsOf(body: object): string[] {
  return errorDetails(body).flatMap(({ detail }) => detail ?? []);
}

/**
 * Returns the id under which the platform logged the request: from the body of its errors, or from `x-request-id`. A
 * text that is too long for an id is ignored, because it would go into messages and logs.
 */
export function requestIdOf(response: Response, body?: object): string | undefined {
  const id = (body && textAt(body, "request_id")) ?? response.headers.get("x-request-id");
  return id && /^[\w.:=+/-]{1,64}$/.test(id) ? id : undefined;
}

function textAt(value: object, key: string): string | undefined {
  const found: unknown = Reflect.get(value, key);
  return typeof found === "string" ? found : undefined;
}
