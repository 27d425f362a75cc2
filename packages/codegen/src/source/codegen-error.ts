import { singleLine } from "./escape.ts";

/** Where in a file something is wrong. */
export interface Place {
  readonly file?: string;
  /** 1-based. */
  readonly line?: number | undefined;
  /** JSON pointer (RFC 6901). */
  readonly pointer?: string;
}

/** The input is at fault: one line that names the place, never a stack trace. */
export class CodegenError extends Error {
  override readonly name = "CodegenError";
  readonly place: Place;

  constructor(message: string, place: Place = {}, options?: ErrorOptions) {
    super(singleLine([describePlace(place), message].filter(Boolean).join(": ")), options);
    this.place = place;
  }
}

function describePlace({ file, line, pointer }: Place): string {
  const at = file === undefined ? "" : `${file}${line === undefined ? "" : `:${line}`}`;
  return [at, pointer === undefined ? "" : `#${pointer}`].filter(Boolean).join(" ");
}
