import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";

const vitest = fileURLToPath(
  import.meta.resolve("vitest/package.json").replace(/package\.json$/, "vitest.mjs"),
);
const root = fileURLToPath(new URL("fixtures/vitest-adapter/", import.meta.url));

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

const scratch = mkdtempSync(join(tmpdir(), "hm-adapter-"));
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

/** Runs the tests of a user of the adapter as a process of their own. */
function run(): Promise<Report> {
  const file = join(scratch, "report.json");
  const args = ["run", "--root", root, "--config", "vitest.config.ts", "--reporter", "json"];
  const env = { ...process.env };
  delete env["VITEST"];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [vitest, ...args, "--outputFile", file], { env }, () => {
      // The exit code says that tests failed, which two of them are there for.
      try {
        resolve(JSON.parse(readFileSync(file, "utf8")));
      } catch (error) {
        reject(error);
      }
    });
  });
}

test("fails a test that leaves a fault unused or asks somebody else, and no other", async () => {
  const { testResults } = await run();
  const results = testResults
    .toSorted((left, right) => left.name.localeCompare(right.name))
    .flatMap(({ assertionResults }) => assertionResults);
  expect(results.map(({ title, status }) => [title, status])).toEqual([
    ["survives errors of the platform", "passed"],
    ["undici gets a response", "passed"],
    ["undici meets a fault", "passed"],
    ["undici meets the other handlers", "passed"],
    ["undici asks somebody whom no handler knows", "failed"],
    ["gets a response", "passed"],
    ["meets its fault", "passed"],
    ["leaves its fault unused", "failed"],
    ["starts from the same state", "passed"],
    ["asks somebody else, who is there", "failed"],
  ]);
  const [unknown = "", unused = ""] = results.flatMap(({ failureMessages }) => failureMessages);
  expect(unknown).toContain("GET https://unknown.example/ failed: no handler responds to it.");
  expect(unused).toContain(
    'These faults were not used. Remove them or make the call: [{"operation":"getVehicleInfo"',
  );
}, 30_000);
