import fc from "fast-check";
import { expect, test } from "vitest";
import { type Change, isAtLeast, levelOf } from "../src/diff/codes/change.ts";
import { changeCodes } from "../src/diff/codes/change-codes.ts";
import { compareApis } from "../src/diff/compare/compare-apis.ts";
import { readApi } from "../src/diff/operations/read-api.ts";
import type { JsonObject } from "../src/source/json.ts";
import { behaviourOf } from "./judge/behaviour.ts";
import { type Case, caseOf, isVisible, mutationNames } from "./judge/cases.ts";
import { Tally } from "./judge/tally.ts";
import { judge, type Verdict, type Versions } from "./judge/type-judge.ts";

/** The cases that always run. Their coverage is counted, so the same cases run everywhere. */
const fixed = { runs: 9, seed: 1 };

/** To run other cases: `SPEC_DIFF_SEED=7 SPEC_DIFF_RUNS=100 pnpm test:slow diff-compiler`. */
const chosen = {
  runs: Number(process.env["SPEC_DIFF_RUNS"] ?? fixed.runs),
  seed: Number(process.env["SPEC_DIFF_SEED"] ?? fixed.seed),
};
const casesPerBatch = 75;

/**
 * The breaks that are minor by our policy, because an API could not grow otherwise. All of them are in
 * responses.
 */
const namedWidenings = [
  "body-added",
  "enum-value-added",
  "property-added",
  "required-property-added",
  "status-added",
];

/**
 * Codes that are major although old and new types are compatible: the server rejects what compiles, something
 * outside the types changed, or only code that compares with what went stops compiling. The compiler confirms
 * all other major codes below.
 */
const beyondAssignability = [
  "request authentication-added",
  "request authentication-alternative-removed",
  "request authentication-changed",
  "request became-integer",
  "request became-read-only",
  "request constraint-changed",
  "request constraint-tightened",
  "request default-changed",
  "request default-removed",
  "request encoding-changed",
  "request format-added",
  "request format-changed",
  "request header-became-required",
  "request header-removed",
  "request media-type-removed",
  "request operation-id-changed",
  "request operation-moved",
  "request operation-removed",
  "request parameter-encoding-changed",
  "request property-became-required",
  "request required-header-added",
  "request scope-added",
  "request server-removed",
  "request status-removed",
  "request token-flow-removed",
  "request token-url-changed",
  "response became-write-only",
  "response encoding-changed",
  "response enum-introduced",
  "response enum-value-removed",
  "response format-changed",
  "response header-became-optional",
  "response header-removed",
  "response index-signature-added",
  "response map-values-removed",
  "response media-type-removed",
  "response no-longer-integer",
  "response status-removed",
  "response type-narrowed",
  "response variant-removed",
];

function diff(versions: Versions): readonly Change[] {
  const named = (value: JsonObject) => readApi([{ id: "spec", value }]);
  return compareApis({ old: named(versions.old), new: named(versions.new) }).changes;
}

/** Returns the wrong levels according to the compiler. */
function compilerObjections(changes: readonly Change[], verdict: Verdict): readonly string[] {
  const widens = changes.some(
    ({ code, where }) => where.side === "response" && namedWidenings.includes(code),
  );
  return [
    ...(verdict.requestBreaks && !hasMajor(changes, "request")
      ? ["a request breaks, and no change of it is major"]
      : []),
    ...(verdict.responseBreaks && !hasMajor(changes, "response") && !widens
      ? ["a response breaks, and no change of it is major or a named widening"]
      : []),
    ...(!isAtLeast(levelOf(changes), "minor") && !verdict.isInvisible
      ? ["the types differ, and no change is more than a patch"]
      : []),
  ];
}

function hasMajor(changes: readonly Change[], side: string): boolean {
  return changes.some((change) => change.where.side === side && change.level === "major");
}

/** Returns the wrong levels of documents with the same meaning, or without a difference for callers. */
function meaningObjections(
  changes: readonly Change[],
  { isInvisible }: Verdict,
  given: Case,
): readonly string[] {
  const isSame = isInvisible && behaviourOf(given.old) === behaviourOf(given.new);
  return [
    ...(given.isNeutral && changes.length > 0 ? ["the meaning is the same, and there is a change"] : []),
    ...(isSame && levelOf(changes) === "major" ? ["nothing differs for callers, and a change is major"] : []),
  ];
}

test("the widenings that policy allows are those named here", () => {
  const marked = Object.entries(changeCodes).filter(
    ([, rule]) => rule.request?.widening || rule.response?.widening,
  );
  expect(marked.map(([code]) => code).sort()).toEqual(namedWidenings);
  expect(marked.filter(([, rule]) => rule.request?.widening)).toEqual([]);
});

/** Features that random specifications do not have; another test has a table for each. */
const beyondRandomness: readonly string[] = [
  "request encoding-changed",
  "request header-added",
  "request header-became-optional",
  "request header-became-required",
  "request header-removed",
  "request idempotency-changed",
  "request link-changed",
  "request no-longer-write-only",
  "request operation-added",
  "request operation-id-changed",
  "request operation-removed",
  "request parameter-encoding-changed",
  "request rate-limit-lowered",
  "request rate-limit-raised",
  "request required-header-added",
  "request status-added",
  "request status-removed",
  "response encoding-changed",
  "response link-changed",
];

interface Finding extends Case {
  readonly objection: string;
  readonly changes: readonly Change[];
}

/** Checks the cases in batches; the findings are sorted by size, smallest first. */
async function judgeAll(cases: readonly Case[], tally: Tally): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (let start = 0; start < cases.length; start += casesPerBatch) {
    const batch = cases.slice(start, start + casesPerBatch);
    const verdicts = await judge(batch);
    for (const [index, versions] of batch.entries()) {
      const verdict = verdicts[index];
      if (!verdict) throw new Error("a case without a verdict");
      const changes = diff(versions);
      tally.add(seenIn(changes, verdict));
      tally.add(guardedIn(changes, verdict));
      tally.add(secondJudgeSaw(verdict, versions));
      tally.add(new Set(changes.map(({ code, where }) => `told: ${where.side} ${code}`)));
      const objections = [
        ...compilerObjections(changes, verdict),
        ...meaningObjections(changes, verdict, versions),
      ];
      for (const objection of objections) findings.push({ objection, changes, ...versions });
    }
  }
  const size = (finding: Finding): number => JSON.stringify(finding).length;
  return findings.toSorted((a, b) => size(a) - size(b));
}

function seenIn(changes: readonly Change[], verdict: Verdict): ReadonlySet<string> {
  const isBroken = { request: verdict.requestBreaks, response: verdict.responseBreaks };
  const codes = (level: string, side: "request" | "response") =>
    changes.filter((change) => change.level === level && change.where.side === side).map(({ code }) => code);
  const onlyWidened = isBroken.response && codes("major", "response").length === 0;
  return new Set([
    `rated ${levelOf(changes)}`,
    ...(verdict.requestBreaks ? ["requests that break"] : []),
    ...(verdict.responseBreaks ? ["responses that break"] : []),
    ...(verdict.isInvisible ? ["without a trace in the types"] : []),
    ...(onlyWidened ? codes("minor", "response").map((code) => `break by widening: ${code}`) : []),
  ]);
}

function secondJudgeSaw({ isInvisible }: Verdict, given: Case): readonly string[] {
  const isSame = isInvisible && behaviourOf(given.old) === behaviourOf(given.new);
  return [...(given.isNeutral ? ["same meaning"] : []), ...(isSame ? ["nothing for callers"] : [])];
}

/** The codes whose level cannot be lowered by mistake, because the compiler would report this case. */
function guardedIn(changes: readonly Change[], verdict: Verdict): readonly string[] {
  const majors = changes.filter(({ level }) => level === "major");
  const names = new Set(majors.map(({ code, where }) => `${where.side} ${code}`));
  return [...names]
    .filter((name) => {
      const lowered = changes.map((change) =>
        name === `${change.where.side} ${change.code}` ? { ...change, level: "minor" as const } : change,
      );
      return compilerObjections(lowered, verdict).length > 0;
    })
    .map((name) => `guarded: ${name}`);
}

const levelNames = ["rated major", "rated minor", "rated patch", "rated none"];
const secondNames = ["same meaning", "nothing for callers"];
const verdictNames = ["requests that break", "responses that break", "without a trace in the types"];

/** Cases for each mutation, and half as many for a mutation that types do not show. */
function casesOf({ runs, seed }: typeof fixed): readonly Case[] {
  return mutationNames.flatMap((name, index) =>
    fc.sample(caseOf(name), {
      seed: seed + index,
      numRuns: isVisible(name) ? runs : Math.ceil(runs / 2),
    }),
  );
}

/** Checks cases, and fails with the smallest one that has a wrong level. */
async function tallyOf(cases: readonly Case[]): Promise<Tally> {
  const tally = new Tally();
  const [first, ...others] = await judgeAll(cases, tally);
  process.stdout.write(
    `${cases.length} pairs of specifications: ${tally.describe(levelNames)}; compiler: ${tally.describe(verdictNames)}; second judge: ${tally.describe(secondNames)}\n`,
  );
  expect(first && { ...first, others: others.length }).toBeUndefined();
  return tally;
}

test.skipIf(chosen.seed === fixed.seed)(
  "other cases have no wrong levels either",
  {
    timeout: 600_000 * Math.max(1, chosen.runs / fixed.runs),
  },
  async () => {
    const tally = await tallyOf(casesOf(chosen));
    expect(tally.of("rated major")).toBeGreaterThan(0);
  },
);

test("the compiler finds no break below major, and no difference in a patch", {
  timeout: 600_000,
}, async () => {
  const tally = await tallyOf(casesOf(fixed));
  expect([...levelNames, ...verdictNames, ...secondNames].filter((name) => tally.of(name) === 0)).toEqual([]);
  const majors = Object.entries(changeCodes).flatMap(([code, rule]) =>
    (["request", "response"] as const)
      .filter((side) => rule[side]?.level === "major")
      .map((side) => `${side} ${code}`),
  );
  const unguarded = majors.filter((name) => tally.of(`guarded: ${name}`) === 0);
  expect(unguarded.filter((name) => !beyondAssignability.includes(name))).toEqual([]);
  const told = Object.entries(changeCodes).flatMap(([code, rule]) =>
    (["request", "response"] as const).filter((side) => rule[side]).map((side) => `${side} ${code}`),
  );
  const untold = told.filter((name) => tally.of(`told: ${name}`) === 0);
  expect(untold.filter((name) => !beyondRandomness.includes(name))).toEqual([]);
  expect(namedWidenings.filter((code) => tally.of(`break by widening: ${code}`) === 0)).toEqual([]);
});
