import type { ErrorEntry } from "./operation-output.ts";
import { parseJson } from "./spec-validator.ts";

export interface ParsedBody {
  /** Undefined if there is no body or it cannot be read. */
  readonly value: unknown;
  /** Its length in characters. */
  readonly length: number;
  /** Why it cannot be read. */
  readonly problem?: ErrorEntry;
}

/** Reads JSON, and forms for the operations and the page that accept forms. */
export async function readBody(request: Request, allowForm: boolean): Promise<ParsedBody> {
  const text = request.body === null ? "" : await request.text();
  const { length } = text;
  if (text === "") return { value: undefined, length, problem: { detail: "the body can't be blank" } };
  const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (allowForm && type === "application/x-www-form-urlencoded")
    return { value: Object.fromEntries(new URLSearchParams(text)), length };
  if (type !== "application/json") {
    const detail = `Content-Type must be application/json${allowForm ? " or application/x-www-form-urlencoded" : ""}`;
    return { value: undefined, length, problem: { detail } };
  }
  const value = parseJson(text);
  return value === undefined
    ? { value, length, problem: { detail: "the body is not JSON" } }
    : { value, length };
}
