import fc from "fast-check";
import { expect, test } from "vitest";
import { DueQueue } from "./due-queue.ts";

test("returns the item that is due first after any additions and removals", () => {
  let taken = 0;
  const steps = fc.array(fc.option(fc.nat({ max: 50 }), { freq: 4 }), { minLength: 20, maxLength: 200 });
  fc.assert(
    fc.property(steps, (numbers) => {
      const queue = new DueQueue<{ dueAt: number }>();
      let reference: number[] = [];
      for (const dueAt of numbers) {
        if (dueAt === null) {
          const least = reference.length > 0 ? Math.min(...reference) : undefined;
          expect(queue.first()?.dueAt).toBe(least);
          expect(queue.take()?.dueAt).toBe(least);
          reference = reference.toSorted((a, b) => a - b).slice(1);
          if (least !== undefined) taken++;
        } else {
          queue.push({ dueAt });
          reference.push(dueAt);
        }
        expect(queue.size).toBe(reference.length);
      }
    }),
  );
  expect(taken).toBeGreaterThan(500);
});
