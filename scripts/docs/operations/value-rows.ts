// What a request can contain, as rows of a table: each with its type and its bounds.
import type { MemberReference, ValueReference } from "../../../packages/codegen/src/reference/reference.ts";

/** A parameter, a member of the body, or a member of one of them. */
export interface ValueRow {
  /** Its path, such as `vehicles[].vin`. */
  readonly name: string;
  readonly required: boolean;
  readonly type: string;
  /** Such as "at least 0"; empty if the specification has none. */
  readonly bounds: string;
  readonly description: string;
}

/** Returns the row of a member, and those of its own members. */
export function valueRows({ name, required, description, value }: MemberReference): readonly ValueRow[] {
  const { members, suffix } = membersOf(value);
  return [
    { name, required, type: typeText(value), bounds: boundsText(value), description },
    ...members.flatMap((member) => valueRows({ ...member, name: `${name}${suffix}.${member.name}` })),
  ];
}

function membersOf({ members, items }: ValueReference): {
  readonly members: readonly MemberReference[];
  readonly suffix: string;
} {
  return items === null ? { members, suffix: "" } : { members: items.members, suffix: "[]" };
}

/** Returns the type of a value as TypeScript writes it. Members of an object have rows of their own. */
export function typeText(value: ValueReference): string {
  const { type, values, units, variants, items, isNullable } = value;
  const nullable = isNullable && !values.includes(null) ? " | null" : "";
  if (values.length > 0) return values.map((each) => JSON.stringify(each)).join(" | ") + nullable;
  if (type === "one-of") return variants.map(inlineText).join(" | ") + nullable;
  if (type === "quantity")
    return `{ unit: ${units.map((unit) => JSON.stringify(unit)).join(" | ")}; value: number }${nullable}`;
  if (type === "list") return `${listText(items)}${nullable}`;
  if (type === "any") return "unknown";
  return (type === "integer" ? "number" : type) + nullable;
}

function listText(items: ValueReference | null): string {
  const text = items === null ? "unknown" : typeText(items);
  return text.includes(" ") ? `(${text})[]` : `${text}[]`;
}

/** A variant has no rows of its own. */
function inlineText(variant: ValueReference): string {
  if (variant.type !== "object" || variant.members.length === 0) return typeText(variant);
  const members = variant.members.map(
    ({ name, required, value }) => `${name}${required ? "" : "?"}: ${inlineText(value)}`,
  );
  return `{ ${members.join("; ")} }`;
}

/** Returns what else the specification says about a value. */
export function boundsText(value: ValueReference): string {
  return [
    value.type === "integer" ? "a whole number" : "",
    value.format ?? "",
    rangeText(value.minimum, value.maximum, ""),
    rangeText(value.minLength, value.maxLength, " characters"),
    rangeText(value.minItems, value.maxItems, " items"),
    value.pattern === null ? "" : `matches ${value.pattern}`,
  ]
    .filter(Boolean)
    .join(", ");
}

function rangeText(least: number | null, most: number | null, what: string): string {
  if (least !== null && least === most) return `exactly ${least}${what}`;
  if (least !== null && most !== null) return `${least} to ${most}${what}`;
  if (least !== null) return `at least ${least}${what}`;
  return most === null ? "" : `at most ${most}${what}`;
}
