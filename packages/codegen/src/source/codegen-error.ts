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
    super(onOneLine([describePlace(place), message].filter(Boolean).join(": ")), options);
    this.place = place;
  }
}

/** Messages quote input: what would end the line or steer a terminal is written as an escape. */
function onOneLine(text: string): string {
  return text
    .replaceAll(/\s*\n\s*/g, " ")
    .replaceAll(
      /[\p{Cc}\p{Zl}\p{Zp}]/gu,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}

function describePlace({ file, line, pointer }: Place): string {
  const at = file === undefined ? "" : `${file}${line === undefined ? "" : `:${line}`}`;
  return [at, pointer === undefined ? "" : `#${pointer}`].filter(Boolean).join(" ");
}
