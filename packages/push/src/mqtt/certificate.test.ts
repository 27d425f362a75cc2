import { expect, test } from "vitest";
import { createAuthority } from "../../test/certificates.ts";
import { watchCertificate } from "./certificate.ts";

const dayMs = 86_400_000;
const start = Date.UTC(2026, 0, 1);

test("announces a certificate each day from 30 days before it expires, but not after it was renewed", async () => {
  const authority = await createAuthority();
  const issue = (days: number) =>
    authority.issue("client", { notAfter: new Date(start + days * dayMs) }).then((issued) => ({ ...issued }));
  const [old, renewed] = [await issue(32), await issue(400)];
  let day = 0;
  const announced: [day: number, expiresAt: string][] = [];
  const watching = watchCertificate(
    async () => {
      if (day === 5) throw new Error("the file is being written");
      return day < 6 ? old : renewed;
    },
    new Date(start + 32 * dayMs),
    {
      clock: { now: () => start + day * dayMs },
      wait: async (ms) => {
        expect(ms).toBe(dayMs);
        if (++day === 10) throw new Error("the connection has ended");
      },
      announce: (expiresAt) => announced.push([day, expiresAt.toISOString()]),
    },
  );
  await expect(watching).rejects.toThrow("the connection has ended");
  expect(announced).toEqual([3, 4, 5].map((each) => [each, "2026-02-02T00:00:00.000Z"]));
});
