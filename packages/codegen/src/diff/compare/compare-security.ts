import { compareText } from "../../source/json.ts";
import { type Change, changeOf, type Where } from "../codes/change.ts";
import type { Security, SecurityAlternative } from "../operations/api.ts";
import { suffices } from "../operations/security.ts";
import { namesInEither, type Pair } from "./difference.ts";

/**
 * Compares the credentials for an operation. Each alternative is sufficient, so an additional alternative
 * breaks no caller, but a removed one does.
 */
export function compareSecurity(where: Where, { old, new: next }: Pair<Security>): readonly Change[] {
  const isOpen = { old: old.every(isEmpty), new: next.every(isEmpty) };
  if (isOpen.old && isOpen.new) return [];
  if (isOpen.old) return [changeOf("authentication-added", where, { new: securityText(next) })];
  if (isOpen.new) return [changeOf("authentication-removed", where, { old: securityText(old) })];
  const pairs = pairAlternatives({ old, new: next });
  // The credentials of one alternative may have been replaced by those of another one.
  const removed = old.filter(
    (one) => !pairs.some((pair) => pair.old === one) && !next.some((other) => suffices(other, one)),
  );
  const added = next.filter((one) => !pairs.some((pair) => pair.new === one));
  return [
    ...pairs.flatMap((pair) => compareScopes(where, pair)),
    ...compareFlows(where, { old, new: next }),
    ...compareAlternatives(where, { old: removed, new: added }, pairs.length === 0),
  ];
}

function isEmpty({ credentials }: SecurityAlternative): boolean {
  return credentials.size === 0;
}

/** Pairs alternatives with the same credentials, starting with alternatives with the same scopes. */
function pairAlternatives({ old, new: next }: Pair<Security>): readonly Pair<SecurityAlternative>[] {
  const candidates = old.flatMap((one) =>
    next
      .filter((other) => kindsText(one) === kindsText(other))
      .map((other) => ({ pair: { old: one, new: other }, distance: scopeChanges(one, other).length })),
  );
  const taken = new Set<SecurityAlternative>();
  return candidates
    .toSorted((a, b) => a.distance - b.distance)
    .flatMap(({ pair }) => {
      if (taken.has(pair.old) || taken.has(pair.new)) return [];
      taken.add(pair.old).add(pair.new);
      return [pair];
    });
}

interface ScopeChange {
  readonly code: "scope-added" | "scope-removed";
  readonly scope: string;
}

function scopeChanges(old: SecurityAlternative, next: SecurityAlternative): readonly ScopeChange[] {
  const missing = (from: SecurityAlternative, list: SecurityAlternative): readonly string[] =>
    [...list.credentials].flatMap(([kind, { scopes }]) =>
      [...scopes].filter((scope) => !from.credentials.get(kind)?.scopes.has(scope)),
    );
  return [
    ...missing(next, old).map((scope) => ({ code: "scope-removed" as const, scope })),
    ...missing(old, next).map((scope) => ({ code: "scope-added" as const, scope })),
  ];
}

function compareScopes(where: Where, { old, new: next }: Pair<SecurityAlternative>): readonly Change[] {
  return scopeChanges(old, next).map(({ code, scope }) =>
    changeOf(code, where, code === "scope-added" ? { new: scope } : { old: scope }),
  );
}

function compareAlternatives(
  where: Where,
  { old, new: next }: Pair<Security>,
  isEverything: boolean,
): readonly Change[] {
  const [onlyOld, ...moreOld] = old;
  const [onlyNew, ...moreNew] = next;
  const isOther = isEverything && moreOld.length === 0 && moreNew.length === 0;
  if (isOther && onlyOld && onlyNew)
    return [
      changeOf("authentication-changed", where, {
        old: alternativeText(onlyOld),
        new: alternativeText(onlyNew),
      }),
    ];
  return [
    ...old.map((one) => changeOf("authentication-alternative-removed", where, { old: alternativeText(one) })),
    ...next.map((one) => changeOf("authentication-alternative-added", where, { new: alternativeText(one) })),
  ];
}

type Flows = ReadonlyMap<string, ReadonlySet<string>>;

/** Compares the ways to obtain tokens if both sides have some. Otherwise the change is one of authentication. */
function compareFlows(where: Where, { old, new: next }: Pair<Security>): readonly Change[] {
  const flows = { old: flowsIn(old), new: flowsIn(next) };
  if (flows.old.size === 0 || flows.new.size === 0) return [];
  return namesInEither(flows).flatMap((name) => {
    const before = flows.old.get(name);
    const after = flows.new.get(name);
    if (before === undefined) return [changeOf("token-flow-added", where, { new: name })];
    if (after === undefined) return [changeOf("token-flow-removed", where, { old: name })];
    const addresses = { old: [...before].sort(compareText), new: [...after].sort(compareText) };
    return addresses.old.join(" ") === addresses.new.join(" ")
      ? []
      : [changeOf("token-url-changed", where, addresses)];
  });
}

function flowsIn(security: Security): Flows {
  const flows = new Map<string, ReadonlySet<string>>();
  for (const { credentials } of security)
    for (const { flows: own } of credentials.values())
      for (const [name, addresses] of own)
        flows.set(name, new Set([...(flows.get(name) ?? []), ...addresses]));
  return flows;
}

function kindsText({ credentials }: SecurityAlternative): string {
  return [...credentials.keys()].sort(compareText).join(" and ");
}

/** `bearer (fleet:read) and basic`. */
function alternativeText({ credentials }: SecurityAlternative): string {
  const texts = [...credentials].map(([kind, { scopes }]) =>
    scopes.size === 0 ? kind : `${kind} (${[...scopes].sort(compareText).join(" ")})`,
  );
  return texts.sort(compareText).join(" and ");
}

function securityText(security: Security): string {
  return security.map(alternativeText).sort(compareText).join(" or ");
}
