import fc from "fast-check";
import { expect, test } from "vitest";
import { holdsFor } from "../test/interesting-cases.ts";
import { createSchedule } from "./schedule.ts";

test("returns items in the order of their times, and items of the same time in the order of insertion", () => {
  const inputs = fc.record({ times: fc.array(fc.nat(20), { size: "medium" }), now: fc.nat(20) });
  const least = { "several items of one time": 500, "some due, some not": 500, "out of order": 500 };
  holdsFor(inputs, least, ({ times, now }, saw) => {
    const schedule = createSchedule<{ readonly at: number; readonly index: number }>();
    for (const [index, at] of times.entries()) schedule.add(at, { at, index });
    const taken = Array.from({ length: times.length }, () => schedule.takeDue(now)).filter(
      (item) => item !== undefined,
    );
    const due = times.map((at, index) => ({ at, index })).filter(({ at }) => at <= now);
    if (new Set(due.map(({ at }) => at)).size < due.length) saw("several items of one time");
    if (due.length > 0 && due.length < times.length) saw("some due, some not");
    if (due.some(({ at }, index) => at < (due[index - 1]?.at ?? 0))) saw("out of order");
    expect(taken).toEqual(due.toSorted((a, b) => a.at - b.at || a.index - b.index));
    expect(schedule.size).toBe(times.length - due.length);
    schedule.clear();
    expect([schedule.size, schedule.takeDue(Number.POSITIVE_INFINITY)]).toEqual([0, undefined]);
  });
});
