import fc from "fast-check";
import { expect, test } from "vitest";
import { createSchedule } from "./schedule.ts";

test("gives items in the order of their times, and of their adding within one time", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.nat(20), (times, now) => {
      const schedule = createSchedule<{ readonly at: number; readonly index: number }>();
      for (const [index, at] of times.entries()) schedule.add(at, { at, index });
      const taken = Array.from({ length: times.length }, () => schedule.takeDue(now)).filter(
        (item) => item !== undefined,
      );
      const due = times.map((at, index) => ({ at, index })).filter(({ at }) => at <= now);
      expect(taken).toEqual(due.toSorted((a, b) => a.at - b.at || a.index - b.index));
      expect(schedule.size).toBe(times.length - due.length);
    }),
  );
});
