import { Document, isScalar, type Scalar, type ScalarTag, visit } from "yaml";
import { visibleText } from "./escape.ts";
import type { JsonValue } from "./json.ts";

/** The merge key and the default value key, which have a special meaning in YAML 1.1. */
const specialIn11 = new Set(["<<", "="]);

/**
 * Matches invisible characters that a block scalar must not contain. In YAML 1.1 some of these characters end
 * a line.
 */
const unprintable = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** YAML 1.1 reads a number with an exponent as text unless it also has a fraction. */
const portableNumber: ScalarTag = {
  tag: "tag:yaml.org,2002:float",
  default: true,
  identify: (value) => typeof value === "number" && String(value).includes("e"),
  resolve: Number,
  stringify: ({ value }) => String(value).replace(/^(-?\d+)e/, "$1.0e"),
};

/**
 * Formats a value as YAML that reads the same in YAML 1.1 and 1.2, and does not depend on line width or shared objects.
 * @param header lines of the comment at the top
 */
export function formatYaml(value: JsonValue, header: readonly string[]): string {
  const document = new Document(value, {
    aliasDuplicateObjects: false,
    // Quotes what YAML 1.1 would read as a boolean, a number or a date.
    compat: "yaml-1.1",
    customTags: (tags) => [portableNumber, ...tags],
  });
  visit(document, { Scalar: (_, node) => quoteSpecial(node) });
  const comment = header.map((line) => `# ${visibleText(line)}\n`).join("");
  // YAML has escapes only in double quotes, and at this point such text occurs only there.
  return comment + document.toString({ lineWidth: 0 }).replaceAll(unprintable, escapeCharacter);
}

function quoteSpecial(node: Scalar): void {
  if (!isScalar(node) || typeof node.value !== "string") return;
  if (specialIn11.has(node.value) || node.value.search(unprintable) >= 0) node.type = "QUOTE_DOUBLE";
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xff_ff
    ? `\\U${code.toString(16).padStart(8, "0")}`
    : `\\u${code.toString(16).padStart(4, "0")}`;
}
