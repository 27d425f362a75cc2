import { parseJson } from "./spec-validator.ts";

export interface RequestBody {
  /** Undefined when there is none or it is malformed. */
  readonly value: unknown;
  /** Characters that it has. */
  readonly length: number;
}

/** Reads JSON; forms for the operations and the page that take them. */
export async function readBody(request: Request, allowForm: boolean): Promise<RequestBody> {
  const text = request.body === null ? "" : await request.text();
  return { value: parseBody(text, request.headers.get("content-type"), allowForm), length: text.length };
}

function parseBody(text: string, contentType: string | null, allowForm: boolean): unknown {
  if (text === "") return undefined;
  const type = contentType?.split(";", 1)[0]?.trim().toLowerCase();
  if (allowForm && type === "application/x-www-form-urlencoded")
    return Object.fromEntries(new URLSearchParams(text));
  return type === "application/json" ? parseJson(text) : undefined;
}
