import { singleLine } from "./escape.ts";

/** The place of an error in a file. */
export interface Place {
  readonly file?: string;
  /** 1-based. */
  readonly line?: number | undefined;
  /** JSON pointer (RFC 6901). */
  readonly pointer?: string;
}

/** Returns the error for a value of the wrong form, with the usual sentence. */
export function mustBe(expected: string, found: unknown, place: Place): CodegenError {
  return new CodegenError(`must be ${expected}, got ${describeValue(found)}`, place);
}

/** Describes the value in a few words. */
export function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  if (typeof value !== "string") return `the ${typeof value} ${String(value)}`;
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}

/** An error in the input: its message is one line with the place, without a stack trace. */
export class CodegenError extends Error {
  override readonly name = "CodegenError";
  readonly place: Place;

  constructor(message: string, place: Place = {}, options?: ErrorOptions) {
    super(truncated(singleLine([describePlace(place), message].filter(Boolean).join(": "))), options);
    this.place = place;
  }
}

/** Several errors of the input, which are reported together. */
export class CodegenErrors extends CodegenError {
  readonly errors: readonly [CodegenError, ...CodegenError[]];

  constructor(errors: readonly [CodegenError, ...CodegenError[]]) {
    const more = errors.length === 1 ? "" : ` (and ${errors.length - 1} more)`;
    super(`${errors[0].message}${more}`);
    this.errors = errors;
  }
}

const maxLength = 2000;

/** Messages quote input, which may have any length. */
function truncated(text: string): string {
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}

function describePlace({ file, line, pointer }: Place): string {
  const at = file === undefined ? "" : `${file}${line === undefined ? "" : `:${line}`}`;
  return [at, pointer === undefined ? "" : `#${pointer}`].filter(Boolean).join(" ");
}
