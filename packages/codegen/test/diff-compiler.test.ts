import fc from "fast-check";
import { expect, test } from "vitest";
import { type Change, isAtLeast, levelOf } from "../src/diff/codes/change.ts";
import { changeCodes } from "../src/diff/codes/change-codes.ts";
import { compareApis } from "../src/diff/compare/compare-apis.ts";
import { readApi } from "../src/diff/operations/read-api.ts";
import type { JsonObject } from "../src/source/json.ts";
import { draftOf, type Pick } from "./judge/mutations.ts";
import { neutralMutations } from "./judge/neutral-mutations.ts";
import { operationMutations } from "./judge/operation-mutations.ts";
import { specification } from "./judge/random-specification.ts";
import { schemaMutations } from "./judge/schema-mutations.ts";
import { judge, type Verdict, type Versions } from "./judge/type-judge.ts";

/** Cases for each mutation. Raise to look harder: `SPEC_DIFF_RUNS=100 SPEC_DIFF_SEED=7 pnpm test`. */
const runs = Number(process.env["SPEC_DIFF_RUNS"] ?? 9);
const seed = Number(process.env["SPEC_DIFF_SEED"] ?? 1);
const casesPerBatch = 75;

/** The breaks that policy calls minor, because an API could not grow otherwise. All of them come back, none is sent. */
const namedWidenings = [
  "body-added",
  "enum-value-added",
  "property-added",
  "required-property-added",
  "status-added",
];

/**
 * Major although old and new types fit: the server refuses what compiles, something outside the types changed, or only
 * code that compares with what went stops compiling. For all other major codes the compiler vouches below.
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
  "response map-values-removed",
  "response media-type-removed",
  "response no-longer-integer",
  "response status-removed",
  "response type-narrowed",
  "response variant-removed",
];

const mutations = { ...schemaMutations, ...operationMutations, ...neutralMutations };

interface Case extends Versions {
  readonly mutations: readonly string[];
}

const mutationNames = Object.keys(mutations);

/** Specifications to which a mutation applies, half of them with a second one on top. */
function caseOf(name: string): fc.Arbitrary<Case> {
  const step = fc.record({ name: fc.constantFrom(...mutationNames), choice: fc.nat() });
  return fc
    .record({ old: specification, choice: fc.nat(), second: fc.option(step, { freq: 2 }) })
    .map(({ old, choice, second }) => {
      const draft = draftOf(old);
      const steps = [{ name, choice }, ...(second ? [second] : [])];
      const done = steps.filter((each) => {
        const pick: Pick = (candidates) => candidates[each.choice % Math.max(1, candidates.length)];
        return mutations[each.name]?.(draft, pick) ?? false;
      });
      return { old, new: draft as JsonObject, mutations: done.map((each) => each.name) };
    })
    .filter(({ mutations: [first] }) => first === name);
}

function diff(versions: Versions): readonly Change[] {
  const named = (value: JsonObject) => readApi([{ id: "spec", value }]);
  return compareApis({ old: named(versions.old), new: named(versions.new) });
}

/** What is wrong with the levels, in the compiler's eyes. */
function objections(changes: readonly Change[], verdict: Verdict): readonly string[] {
  const major = (side: string) =>
    changes.some((change) => change.where.side === side && change.level === "major");
  const widens = changes.some(
    ({ code, where }) => where.side === "response" && namedWidenings.includes(code),
  );
  return [
    ...(verdict.requestBreaks && !major("request") ? ["a request breaks, and no change of it is major"] : []),
    ...(verdict.answerBreaks && !major("response") && !widens
      ? ["an answer breaks, and no change of it is major or a named widening"]
      : []),
    ...(!isAtLeast(levelOf(changes), "minor") && !verdict.isInvisible
      ? ["the types differ, and no change is more than a patch"]
      : []),
  ];
}

test("the widenings that policy allows are those named here", () => {
  const marked = Object.entries(changeCodes).filter(
    ([, rule]) => rule.request?.widening || rule.response?.widening,
  );
  expect(marked.map(([code]) => code).sort()).toEqual(namedWidenings);
  expect(marked.filter(([, rule]) => rule.request?.widening)).toEqual([]);
});

/** What was seen, by name. */
class Tally {
  readonly #counts = new Map<string, number>();

  add(names: Iterable<string>): void {
    for (const name of names) this.#counts.set(name, this.of(name) + 1);
  }

  of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  describe(names: readonly string[]): string {
    return names.map((name) => `${this.of(name)} ${name}`).join(", ");
  }
}

interface Finding extends Case {
  readonly objection: string;
  readonly changes: readonly Change[];
}

/** Judges the cases in batches; the findings come smallest first, so that the first one is the one to read. */
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
      for (const objection of objections(changes, verdict))
        findings.push({ objection, changes, ...versions });
    }
  }
  const size = (finding: Finding): number => JSON.stringify(finding).length;
  return findings.toSorted((a, b) => size(a) - size(b));
}

function seenIn(changes: readonly Change[], verdict: Verdict): ReadonlySet<string> {
  const isBroken = { request: verdict.requestBreaks, response: verdict.answerBreaks };
  const codes = (level: string, side: "request" | "response") =>
    changes.filter((change) => change.level === level && change.where.side === side).map(({ code }) => code);
  const onlyWidened = isBroken.response && codes("major", "response").length === 0;
  return new Set([
    `rated ${levelOf(changes)}`,
    ...(verdict.requestBreaks ? ["requests that break"] : []),
    ...(verdict.answerBreaks ? ["answers that break"] : []),
    ...(verdict.isInvisible ? ["without a trace in the types"] : []),
    ...(onlyWidened ? codes("minor", "response").map((code) => `break by widening: ${code}`) : []),
  ]);
}

/** The codes that could not be lowered by mistake: the compiler would object in this case. */
function guardedIn(changes: readonly Change[], verdict: Verdict): readonly string[] {
  const majors = changes.filter(({ level }) => level === "major");
  const names = new Set(majors.map(({ code, where }) => `${where.side} ${code}`));
  return [...names]
    .filter((name) => {
      const lowered = changes.map((change) =>
        name === `${change.where.side} ${change.code}` ? { ...change, level: "minor" as const } : change,
      );
      return objections(lowered, verdict).length > 0;
    })
    .map((name) => `guarded: ${name}`);
}

const levelNames = ["rated major", "rated minor", "rated patch", "rated none"];
const verdictNames = ["requests that break", "answers that break", "without a trace in the types"];

test("the compiler sees no break that is called less than major, and nothing in a patch", {
  timeout: 600_000,
}, async () => {
  const tally = new Tally();
  const cases = mutationNames.flatMap((name, index) =>
    fc.sample(caseOf(name), { seed: seed + index, numRuns: runs }),
  );
  const [first, ...others] = await judgeAll(cases, tally);
  process.stdout.write(
    `${cases.length} pairs of specifications: ${tally.describe(levelNames)}; compiler: ${tally.describe(verdictNames)}\n`,
  );
  expect(first && { ...first, others: others.length }).toBeUndefined();
  expect([...levelNames, ...verdictNames].filter((name) => tally.of(name) === 0)).toEqual([]);
  const majors = Object.entries(changeCodes).flatMap(([code, rule]) =>
    (["request", "response"] as const)
      .filter((side) => rule[side]?.level === "major")
      .map((side) => `${side} ${code}`),
  );
  expect(majors.filter((name) => tally.of(`guarded: ${name}`) === 0).sort()).toEqual(beyondAssignability);
  expect(namedWidenings.filter((code) => tally.of(`break by widening: ${code}`) === 0)).toEqual([]);
});
