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

/** Runs the tests of a user of the adapter in a separate process. */
function run(): Promise<Report> {
  const file = join(scratch, "report.json");
  const args = ["run", "--root", root, "--config", "vitest.config.ts", "--reporter", "json"];
  const env = { ...process.env };
  delete env["VITEST"];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [vitest, ...args, "--outputFile", file], { env }, () => {
      // The exit code is 1, because two of the tests are expected to fail.
      try {
        resolve(JSON.parse(readFileSync(file, "utf8")));
      } catch (error) {
        reject(error);
      }
    });
  });
}

test("fails only tests that leave a fault unused or call another server", async () => {
  const { testResults } = await run();
  const results = testResults
    .toSorted((left, right) => left.name.localeCompare(right.name))
    .flatMap(({ assertionResults }) => assertionResults);
  expect(results.map(({ title, status }) => [title, status])).toEqual([
    ["handles errors of the platform", "passed"],
    ["undici gets a response", "passed"],
    ["undici gets a fault", "passed"],
    ["undici uses the other handlers", "passed"],
    ["undici calls a server without a handler", "failed"],
    ["gets a response", "passed"],
    ["meets its fault", "passed"],
    ["leaves its fault unused", "failed"],
    ["starts from the same state", "passed"],
    ["calls another server that exists", "failed"],
  ]);
  const [unknown = "", unused = ""] = results.flatMap(({ failureMessages }) => failureMessages);
  expect(unknown).toContain("GET https://unknown.example/ failed: no handler responds to it.");
  expect(unused).toContain(
    'These faults were not used. Remove them or make the call: [{"operation":"getVehicleInfo"',
  );
}, 30_000);
