import { type Change, levelOf } from "./change.ts";
import { type Level, levels } from "./change-rule.ts";

/** A package of this repository that gets a new version, and of which level. */
export interface Release {
  readonly name: string;
  readonly level: Level;
}

/**
 * Which packages a change of the API concerns: `schema` is the API, `client` shows it to callers; `emulator` answers
 * for it, with operations and statuses in its own types; `auth` knows the token endpoints alone.
 * @param tokenPaths paths at which the security schemes say tokens are obtained
 */
export function releasesOf(changes: readonly Change[], tokenPaths: ReadonlySet<string>): readonly Release[] {
  const level = levelOf(changes);
  if (level === "none") return [];
  const tokenChanges = changes.filter(
    ({ code, where }) => code === "token-url-changed" || tokenPaths.has(where.operation.split(" ")[1] ?? ""),
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

const inTypesOfEmulator = /^(operation-(added|removed|id-changed)|status-)/;
const withoutEffect = /deprecated$/;

/** Other changes make it answer differently and leave its own API alone. */
function emulatorLevel(changes: readonly Change[]): Level | "none" {
  const concerned = changes
    .filter(({ code }) => !withoutEffect.test(code))
    .map((change) =>
      inTypesOfEmulator.test(change.code) || levels.indexOf(change.level) < levels.indexOf("minor")
        ? change
        : { ...change, level: "minor" as const },
    );
  return levelOf(concerned);
}
