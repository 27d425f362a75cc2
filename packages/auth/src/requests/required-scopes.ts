/** An entry of an operation table. Its `path` is a template such as `/v1/fleets/vehicles/{vin}`. */
export interface ScopedOperation {
  /** HTTP method in capitals, such as `GET`. */
  readonly method: string;
  /** Path template, such as `/v1/fleets/vehicles/{vin}`. */
  readonly path: string;
  /** The scopes that a token needs for the operation. */
  readonly scopes: readonly string[];
}

/** Returns the scopes that a request needs; undefined if its operation is not known. */
export type RequiredScopes = (method: string, url: string) => readonly string[] | undefined;

/**
 * Returns a function that looks up the scopes of a request in an operation table, so that a call whose token lacks a
 * scope fails before it is sent.
 *
 * @example withAuth(tokens, { requiredScopes: requiredScopes(operations) })
 */
export function requiredScopes(operations: Readonly<Record<string, ScopedOperation>>): RequiredScopes {
  const table = Object.values(operations)
    // A literal path takes precedence over a template that matches it, too.
    .sort((one, other) => countOf(one.path) - countOf(other.path))
    .map(({ method, path, scopes }) => ({ method, scopes, pattern: patternOf(path) }));
  return (method, url) => {
    const path = new URL(url).pathname;
    return table.find((one) => one.method === method && one.pattern.test(path))?.scopes;
  };
}

function countOf(path: string): number {
  return path.split("{").length;
}

/** Matches at the end of a URL's path, because a gateway may add a prefix. */
function patternOf(path: string): RegExp {
  const literal = path.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  return new RegExp(`${literal.replace(/\{[^{}]+\}/g, "[^/]+")}$`);
}

/**
 * Returns the required scopes that were not granted. Tokens of drivers have a scope for each property
 * (`diagnostics.get.odometer`) instead of `vehicle:data`. Only the server knows which of them a call needs.
 */
export function missingScopes(required: readonly string[], granted: ReadonlySet<string>): readonly string[] {
  // If the token has no scopes, the server did not report them.
  if (granted.size === 0) return [];
  return required.filter((scope) => !granted.has(scope) && !(scope === "vehicle:data" && hasDotted(granted)));
}

function hasDotted(granted: ReadonlySet<string>): boolean {
  return [...granted].some((scope) => scope.includes("."));
}
