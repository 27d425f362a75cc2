import type { Check } from "./runtime/check.ts";

/** Returns the same object for equal checks. */
export interface CheckTable {
  /** @param check a check whose children come from this table */
  readonly intern: (check: Check) => Check;
}

export function checkTable(): CheckTable {
  const byText = new Map<string, Check>();
  const ids = new Map<unknown, number>();
  return {
    intern(check) {
      const text = JSON.stringify(check, (_, part: unknown) => {
        if (part instanceof RegExp) return { source: part.source };
        const id = ids.get(part);
        return id === undefined ? part : { id };
      });
      const known = byText.get(text);
      if (known) return known;
      byText.set(text, check);
      ids.set(check, ids.size);
      return check;
    },
  };
}

/** Returns the checks of which a check consists. */
export function childrenOf(check: Check): readonly Check[] {
  switch (check.kind) {
    case "object": {
      const { properties = {}, additionalProperties } = check;
      return [...Object.values(properties), ...(additionalProperties ? [additionalProperties] : [])];
    }
    case "array":
      return check.items ? [check.items] : [];
    case "allOf":
    case "anyOf":
    case "oneOf":
      return check.checks;
    case "not":
      return [check.check];
    default:
      return [];
  }
}
