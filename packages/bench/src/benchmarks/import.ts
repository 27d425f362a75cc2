import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Benchmark } from "../benchmark.ts";
import { runNode } from "../child.ts";
import { buildHeyApi, generatedFolder } from "../generated.ts";
import { bytesOf, closureOf, installInto } from "../installed.ts";
import type { Table } from "../table.ts";
import { type Contestants, inTurns, mapContestants, rowOf } from "../turns.ts";

interface Imported {
  readonly name: string;
  readonly note?: string;
  readonly packages: readonly string[];
  /** What is imported: packages, or a file copied beside them. */
  readonly specifiers: readonly string[];
}

const noTokens = "no tokens";
const noCache = "no token cache";

function imported(name: string, note: string): Imported {
  return {
    name,
    note,
    packages: [name],
    specifiers: [name],
  };
}

const openidClient = imported("openid-client", noCache);
const oauth4webapi = imported("oauth4webapi", noCache);
const lazily = "jose is loaded when a private key is used";

const clients: Contestants<Imported> = [
  imported("@high-mobility-ts/client", `with auth; ${lazily}`),
  imported("openapi-fetch", noTokens),
  {
    name: "openapi-fetch + openid-client",
    note: noCache,
    packages: ["openapi-fetch", "openid-client"],
    specifiers: ["openapi-fetch", "openid-client"],
  },
  {
    name: "@hey-api/openapi-ts client",
    note: `generated into the app; ${noTokens}`,
    packages: [],
    specifiers: ["./hey-api.mjs"],
  },
  imported("axios", "no types, no tokens"),
  imported("ky", "no types, no tokens"),
];

const auths: Contestants<Imported> = [
  imported("@high-mobility-ts/auth", lazily),
  openidClient,
  oauth4webapi,
  imported("@badgateway/oauth2-client", "client secret only"),
  imported("simple-oauth2", `Node only; ${noCache}`),
];

export const importing: Benchmark = {
  name: "import",
  measures: "the first import in a new process, and what an installation brings",
  fairness: [
    "Each in a folder of its own with its dependencies, in the layout of pnpm; ours as built and packed, not from its sources.",
    "Milliseconds from before the first import to after the last, in a new process each time; files are in the disk cache.",
  ],
  packages: [
    "openapi-fetch",
    "@hey-api/openapi-ts",
    "axios",
    "ky",
    "openid-client",
    "oauth4webapi",
    "@badgateway/oauth2-client",
    "simple-oauth2",
  ],
  losses: {
    "openapi-fetch": "it is inside ours, and does not know of tokens.",
    "@hey-api/openapi-ts client": "one file without dependencies; no tokens.",
    "*": "time: ours is many small modules, each read by itself (bundled into one file it takes a fifth); packages and megabytes: types of the whole API, sources for debugging, and jose.",
  },
  async run(runs) {
    const heyApi = await buildHeyApi();
    return [
      ...(await measure("client", clients, { runs, heyApi })),
      ...(await measure("auth", auths, { runs, heyApi })),
    ];
  },
};

async function measure(
  what: string,
  contestants: Contestants<Imported>,
  { runs, heyApi }: { runs: number; heyApi: string },
): Promise<readonly Table[]> {
  for (const contestant of contestants) prepare(contestant, heyApi);
  const milliseconds = await inTurns(contestants, runs, async (contestant) => {
    const { stdout } = await runNode([join(folderOf(contestant), "measure.mjs")], folderOf(contestant));
    return Number(stdout);
  });
  const packages = mapContestants(contestants, (it) => rowOf(it, [closureOf(...it.packages).length]));
  const megabytes = mapContestants(contestants, (it) => rowOf(it, [bytesOf(folderOf(it)) / 1e6]));
  return [
    { title: `${what}, first import`, unit: "ms", better: "less", rows: milliseconds },
    { title: `${what}, packages installed`, unit: "packages", better: "less", rows: packages },
    { title: `${what}, size installed`, unit: "MB", better: "less", rows: megabytes },
  ];
}

function folderOf({ name }: Imported): string {
  return join(generatedFolder, "import", name.replace(/\W+/g, "-"));
}

function prepare(contestant: Imported, heyApi: string): void {
  const folder = folderOf(contestant);
  installInto(folder, closureOf(...contestant.packages).map(asPublished));
  writeFileSync(join(folder, "package.json"), "{}");
  if (contestant.packages.length === 0) cpSync(heyApi, join(folder, "hey-api.mjs"));
  const imports = contestant.specifiers.map((specifier) => `await import(${JSON.stringify(specifier)});`);
  writeFileSync(
    join(folder, "measure.mjs"),
    `const started = performance.now();\n${imports.join("\n")}\nconsole.log(performance.now() - started);\n`,
  );
}

type PackageOfClosure = ReturnType<typeof closureOf>[number];

/** Ours as npm would receive it; the others are that already. */
function asPublished(it: PackageOfClosure): PackageOfClosure {
  if (!it.name.startsWith("@high-mobility-ts/")) return it;
  const folder = join(generatedFolder, "packed", it.name);
  rmSync(folder, { recursive: true, force: true });
  execFileSync("pnpm", ["run", "build"], { cwd: it.folder, stdio: "ignore" });
  const packed = execFileSync("pnpm", ["pack", "--json", "--pack-destination", generatedFolder], {
    cwd: it.folder,
    encoding: "utf8",
  });
  const { filename }: { filename: string } = JSON.parse(packed);
  mkdirSync(folder, { recursive: true });
  execFileSync("tar", ["-xzf", filename, "-C", folder, "--strip-components=1"]);
  return { ...it, folder };
}
