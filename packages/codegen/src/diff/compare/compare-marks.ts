import type { JsonValue } from "../../source/json.ts";
import type { ChangeCode } from "../codes/change-codes.ts";
import type { Marks } from "../schemas/meaning.ts";
import type { Pair, SchemaDifference } from "./difference.ts";

const codes = {
  readOnly: ["became-read-only", "no-longer-read-only"],
  writeOnly: ["became-write-only", "no-longer-write-only"],
  deprecated: ["property-deprecated", "property-undeprecated"],
} as const satisfies Readonly<Record<string, readonly [on: ChangeCode, off: ChangeCode]>>;

/** Compares keywords that do not restrict values. */
export function compareMarks({ old, new: next }: Pair<Marks>, subject: string): readonly SchemaDifference[] {
  const names = (Object.keys(codes) as (keyof typeof codes)[]).filter((name) => old[name] !== next[name]);
  const flags = names.map((name): SchemaDifference => {
    const [on, off] = codes[name];
    return {
      code: next[name] ? on : off,
      path: "",
      old: old[name] ?? null,
      new: next[name] ?? null,
      subject,
    };
  });
  if (old.default === next.default) return flags;
  return [
    ...flags,
    {
      code: `default-${kindOfChange(old.default, next.default)}`,
      path: "",
      old: parsed(old.default),
      new: parsed(next.default),
      subject,
    },
  ];
}

/** Returns the change of a part that may be absent. */
export function kindOfChange(old: unknown, next: unknown): "added" | "removed" | "changed" {
  if (old === undefined) return "added";
  return next === undefined ? "removed" : "changed";
}

function parsed(text: string | undefined): JsonValue {
  return text === undefined ? null : JSON.parse(text);
}
