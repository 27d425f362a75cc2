import { CodegenError, type Place } from "../../source/codegen-error.ts";
import { jsonText } from "../../source/escape.ts";

// Every name in generated code passes `identifier`, and every other text of a document passes `printString`
// or `printKey`: a specification is data, and its text must not become code.

/** Words that TypeScript does not accept as the name of a constant or of a type. */
const reserved = new Set(
  [
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends",
    "false finally for function if implements import in instanceof interface let new null package private protected",
    "public return static super switch this throw true try typeof var void while with yield",
    "any bigint boolean never number object string symbol undefined unknown",
  ]
    .join(" ")
    .split(" "),
);

/** Returns whether generated code can declare a constant or a type with this name. */
function isIdentifier(name: string): boolean {
  return isPropertyName(name) && !reserved.has(name);
}

/**
 * Returns the name.
 * @throws {CodegenError} Generated code cannot declare a constant or a type of this name.
 */
export function identifier(name: string, place: Place = {}): string {
  if (isIdentifier(name)) return name;
  throw new CodegenError(
    `a name in TypeScript must be letters, digits, _ and $, and no reserved word, got ${jsonText(name)}`,
    place,
  );
}

/**
 * Returns the name.
 * @throws {CodegenError} Code cannot use the name for a member without quotes, or every object has such a member.
 */
export function memberName(name: string, place: Place): string {
  if (isPropertyName(name) && !(name in Object.prototype)) return name;
  throw new CodegenError(
    `the name of a member must be letters, digits, _ and $, and no member of every object, got ${jsonText(name)}`,
    place,
  );
}

/** Returns the text as a string literal. */
export function printString(text: string): string {
  return jsonText(text);
}

/** Returns the key of an object literal or of a type, quoted where it must be. */
export function printKey(key: string): string {
  // Without brackets, this key would set the prototype, also if it is quoted.
  if (key === "__proto__") return '["__proto__"]';
  return isPropertyName(key) ? key : printString(key);
}

/** Whether a key can stand without quotes. */
export function isPropertyName(key: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(key);
}
