import type { Check } from "./check.ts";
import { runCheck, type ValidationError } from "./run-check.ts";

/**
 * The interface of validators that libraries for forms, servers and procedures accept.
 * @see https://standardschema.dev
 */
export interface StandardSchema<T> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "high-mobility-ts";
    /** Returns the value itself, or its errors. */
    readonly validate: (value: unknown) => StandardResult<T>;
    /** Only for the compiler: it never has a value. */
    readonly types?: { readonly input: T; readonly output: T } | undefined;
  };
}

export type StandardResult<T> =
  | { readonly value: T; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

export interface StandardIssue {
  readonly message: string;
  /** Keys from the value to the place: numbers inside arrays, else strings. */
  readonly path: readonly (string | number)[];
}

export function standardSchema<T>(check: Check, lenient: boolean): StandardSchema<T> {
  return {
    "~standard": {
      version: 1,
      vendor: "high-mobility-ts",
      validate(value): StandardResult<T> {
        const errors = runCheck(check, value, lenient);
        // The check proves the type.
        if (errors.length === 0) return { value: value as T };
        return { issues: errors.map(({ path, message }) => ({ message, path: keysOf(path, value) })) };
      },
    },
  };
}

/** Returns the keys of a JSON pointer; a key is an index if its parent is an array. */
function keysOf(path: ValidationError["path"], value: unknown): readonly (string | number)[] {
  let inside = value;
  return path
    .split("/")
    .slice(1)
    .map((segment) => {
      const key = segment.replaceAll("~1", "/").replaceAll("~0", "~");
      const isIndex = Array.isArray(inside);
      inside = (inside as Readonly<Record<string, unknown>> | undefined)?.[key];
      return isIndex ? Number(key) : key;
    });
}
