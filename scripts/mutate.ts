// `pnpm mutate <package> [--under src/diff] [--sample 200] [--seed 1]`: changes the sources of a package in
// small ways, one at a time, and prints how many of the changes the tests detect. `--under` takes only the
// sources in one folder. Without `--sample` it tries all changes, which takes hours.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type MutationReport, mutationRate, survivorsOf } from "./mutation/mutation-rate.ts";
import { runPnpm } from "./pnpm.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: "string", default: "Infinity" },
    seed: { type: "string", default: "1" },
    under: { type: "string", default: "src" },
  },
});
const [name, ...more] = positionals;
if (name === undefined || more.length > 0 || !existsSync(`packages/${name}/src`))
  refuse("it needs one package, as in `pnpm mutate auth --sample 200 --seed 1`");
if (!/^(?:\d+|Infinity)$/.test(values.sample) || !/^\d+$/.test(values.seed))
  refuse("`--sample` and `--seed` must be whole numbers");
const folder = `packages/${name}/${values.under}`;
if (!/^src(?:\/|$)/.test(values.under) || !existsSync(folder))
  refuse(
    `\`--under\` must be a folder in \`src\` of the package, as in \`--under src\`; got "${values.under}"`,
  );

const scratch = mkdtempSync(join(tmpdir(), "hm-mutate-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
const { status, stderr } = runPnpm(["install", "--frozen-lockfile", "--dir", "scripts/mutation"]);
if (status !== 0) refuse(stderr);

const configFile = join(scratch, "stryker.config.json");
const reportFile = join(scratch, "report.json");
const plugins = ["@stryker-mutator/vitest-runner", join(process.cwd(), "scripts/mutation/sample-checker.ts")];
writeFileSync(
  configFile,
  JSON.stringify({
    testRunner: "vitest",
    vitest: { configFile: "scripts/mutation/vitest.config.ts", related: false },
    plugins,
    checkers: ["sample"],
    mutate: [`${folder}/**/*.ts`, "!**/*.test.ts", "!**/*.d.ts"],
    // Folders that are not copied for the tests, because nothing in them is imported.
    ignorePatterns: [
      "**/dist",
      "packages/bench",
      "scripts/mutation/node_modules",
      "scripts/runtimes/node_modules",
    ],
    // Stryker rewrites it with the compiler's JavaScript API, which TypeScript 7 does not have.
    tsconfigFile: "no-such-file.json",
    tempDirName: join(scratch, "sandboxes"),
    disableTypeChecks: false,
    concurrency: 2,
    timeoutMS: 60_000,
    dryRunTimeoutMinutes: 30,
    reporters: ["json", "progress-append-only"],
    jsonReporter: { fileName: reportFile },
    allowEmpty: false,
    coverageAnalysis: "perTest",
  }),
);
const stryker = spawnSync(
  process.execPath,
  ["scripts/mutation/node_modules/@stryker-mutator/core/bin/stryker.js", "run", configFile],
  {
    stdio: "inherit",
    env: {
      ...process.env,
      MUTATION_PACKAGE: name,
      MUTATION_SAMPLE: values.sample,
      MUTATION_SEED: values.seed,
      MUTATION_SAMPLE_FILE: join(scratch, "sample.json"),
    },
  },
);
if (stryker.status !== 0) process.exit(stryker.status ?? 1);
const report: MutationReport = JSON.parse(readFileSync(reportFile, "utf8"));
for (const line of survivorsOf(report)) console.log(line);
const { killed, survived, unreached, total, rate } = mutationRate(report);
console.log(
  `\n${name}/${values.under}: ${killed} of ${killed + survived + unreached} sampled mutants were detected (seed ${values.seed}), ` +
    `${(rate * 100).toFixed(1)} %; no test reaches ${unreached} of them. In total it has ${total} mutants.`,
);

function refuse(reason: string): never {
  console.error(`mutate: ${reason}`);
  process.exit(2);
}
