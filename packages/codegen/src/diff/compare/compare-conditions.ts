import { compareText, type JsonValue } from "../../source/json.ts";
import type { ChangeCode } from "../codes/change-codes.ts";
import type { Alternative, Condition, StatementName } from "../schemas/meaning.ts";
import { kindOfChange } from "./compare-marks.ts";
import type { Pair, SchemaDifference, SchemaTools } from "./difference.ts";
import { typeText } from "./type-text.ts";

/** Compares keywords whose values are plain data. */
export function compareStatements(
  { old, new: next }: Pair<Alternative["statements"]>,
  subject: string,
): readonly SchemaDifference[] {
  return [...new Set([...old.keys(), ...next.keys()])].flatMap((name) => {
    const texts = { old: old.get(name) ?? noTexts, new: next.get(name) ?? noTexts };
    const fewer = [...texts.old].filter((text) => !texts.new.has(text));
    const more = [...texts.new].filter((text) => !texts.old.has(text));
    if (fewer.length + more.length === 0) return [];
    const code = statementCode(name, fewer, more);
    return [{ code, path: "", old: shown(name, fewer), new: shown(name, more), subject }];
  });
}

const noTexts: ReadonlySet<string> = new Set();

function statementCode(name: StatementName, fewer: readonly string[], more: readonly string[]): ChangeCode {
  switch (name) {
    case "format":
    case "contentMediaType":
      return `format-${kindOfChange(fewer[0], more[0])}`;
    // Without these keywords, the text is used unchanged. Adding one changes its meaning.
    case "contentEncoding":
    case "xml":
      return "format-changed";
    case "multipleOf":
      return multipleCode(fewer, more);
    case "dependentRequired":
    case "pattern":
    case "uniqueItems":
      return constraintCodes[kindOfChange(fewer[0], more[0])];
    default:
      throw new TypeError(`no code for ${name satisfies never}`);
  }
}

const constraintCodes = {
  added: "constraint-tightened",
  removed: "constraint-loosened",
  changed: "constraint-changed",
} as const;

/** Every multiple of 4 is a multiple of 2, but not the other way round. */
function multipleCode(fewer: readonly string[], more: readonly string[]): ChangeCode {
  const [before, ...othersBefore] = fewer.map(Number);
  const [after, ...othersAfter] = more.map(Number);
  if (before === undefined || after === undefined) return constraintCodes[kindOfChange(before, after)];
  if (othersBefore.length + othersAfter.length > 0) return "constraint-changed";
  if (Number.isInteger(after / before)) return "constraint-tightened";
  return Number.isInteger(before / after) ? "constraint-loosened" : "constraint-changed";
}

/** Formats are shown only by name; other keywords are shown with their name and value. */
function shown(name: StatementName, texts: readonly string[]): JsonValue {
  const [first, ...others] = texts.toSorted(compareText).map((text): JsonValue => JSON.parse(text));
  if (first === undefined) return null;
  const value = others.length === 0 ? first : [first, ...others];
  return name === "format" ? value : { [name]: value };
}

/**
 * Compares keywords whose values are schemas that types do not show. They are compared as a whole, because callers do
 * not see their content.
 */
export function compareConditions(
  { old, new: next }: Pair<Alternative["conditions"]>,
  subject: string,
  { graphs, classOf }: SchemaTools,
): readonly SchemaDifference[] {
  const keyOf = ({ nodes }: Condition): string => nodes.map(classOf).join();
  const titles = new Set([...old, ...next].map(titleOf));
  return [...titles].flatMap((title) => {
    const about = (conditions: readonly Condition[]): readonly Condition[] =>
      conditions.filter((condition) => titleOf(condition) === title);
    const keys = { old: about(old).map(keyOf), new: about(next).map(keyOf) };
    const fewer = about(old).filter((condition) => !keys.new.includes(keyOf(condition)));
    const more = about(next).filter((condition) => !keys.old.includes(keyOf(condition)));
    if (fewer.length + more.length === 0) return [];
    const text = (conditions: readonly Condition[], side: "old" | "new"): JsonValue => {
      const [node] = conditions.flatMap(({ nodes }) => nodes);
      return node === undefined ? null : { [title]: typeText(graphs[side].meaningOf(node)) };
    };
    const code = constraintCodes[kindOfChange(fewer[0], more[0])];
    return [{ code, path: "", old: text(fewer, "old"), new: text(more, "new"), subject }];
  });
}

function titleOf({ keyword, subject }: Condition): string {
  return subject === "" ? keyword : `${keyword} ${subject}`;
}
