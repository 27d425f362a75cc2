import { type Change, isAtLeast, levelOf } from "../codes/change.ts";
import type { ChangeCode } from "../codes/change-codes.ts";
import type { Level } from "../codes/change-rule.ts";

/** A package of this repository that gets a new version, and of which level. */
export interface Release {
  readonly name: string;
  readonly level: Level;
}

/**
 * Returns the packages that changes of the API concern: `schema` is the API, and `client` shows it to callers;
 * `emulator` has operations and statuses in its own types; `auth` uses only the token endpoints.
 * @param tokenPaths the paths of token endpoints in the security schemes
 */
export function releasesOf(changes: readonly Change[], tokenPaths: ReadonlySet<string>): readonly Release[] {
  const level = levelOf(changes);
  if (level === "none") return [];
  const tokenChanges = changes.filter(
    ({ code, where, alsoAt }) =>
      code.startsWith("token-") ||
      [where, ...alsoAt].some(({ operation }) => tokenPaths.has(operation.split(" ")[1] ?? "")),
  );
  const auth = levelOf(tokenChanges);
  const emulator = emulatorLevel(changes);
  return [
    ...(auth === "none" ? [] : [release("auth", auth)]),
    release("client", level),
    ...(emulator === "none" ? [] : [release("emulator", emulator)]),
    release("schema", level),
  ];
}

function release(name: string, level: Level): Release {
  return { name: `@high-mobility-ts/${name}`, level };
}

const inTypesOfEmulator: ReadonlySet<ChangeCode> = new Set<ChangeCode>([
  "operation-added",
  "operation-removed",
  "operation-moved",
  "operation-id-changed",
  "status-added",
  "status-removed",
]);

/** Other changes make it respond differently and do not touch its own API. */
function emulatorLevel(changes: readonly Change[]): Level | "none" {
  const concerned = changes
    .filter(({ code }) => !code.endsWith("deprecated"))
    .map((change) =>
      isAtLeast(change.level, "minor") && !inTypesOfEmulator.has(change.code)
        ? { ...change, level: "minor" as const }
        : change,
    );
  return levelOf(concerned);
}
