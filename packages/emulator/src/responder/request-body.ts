import { parseJson } from "./spec-validator.ts";

/** The body as a value; undefined when there is none or it is malformed. Forms are read for the token endpoint alone. */
export async function readBody(request: Request, allowForm: boolean): Promise<unknown> {
  const text = await request.text();
  if (text === "") return undefined;
  const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (allowForm && type === "application/x-www-form-urlencoded")
    return Object.fromEntries(new URLSearchParams(text));
  return type === "application/json" ? parseJson(text) : undefined;
}
