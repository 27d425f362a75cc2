// pnpm check:budgets [--write]: fails when what is deterministic has grown by more than the slack.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Budgets, compare, failures, type Line, type Measured } from "./budgets.ts";
import { startTokenServer } from "./contestants/token-server.ts";
import { typedApps } from "./contestants/typed-apps.ts";
import { closureOf } from "./installed.ts";
import { measureOurs, ourBundles } from "./our-bundles.ts";
import { number } from "./print.ts";
import { ourTokenCounts } from "./token-counts.ts";
import { emitDeclarations, instantiationsOf } from "./type-check.ts";

type Counts = Readonly<Record<string, number>>;

const file = join(import.meta.dirname, "../budgets.json");

const measured = await measureAll();
const stored: Budgets = JSON.parse(readFileSync(file, "utf8"));
const budgets = process.argv.includes("--write") ? { ...stored, budgets: measured } : stored;
if (budgets !== stored) writeFileSync(file, `${JSON.stringify(budgets, rounded, 2)}\n`);

const lines = compare(measured, budgets);
for (const line of lines) console.log(textOf(line));
const failed = failures(lines).length;
if (failed > 0)
  console.error(
    `${failed} of ${lines.length} budgets do not hold. Where growth is worth it, run \`pnpm check:budgets --write\` and say in the commit what it buys.`,
  );
process.exitCode = failed > 0 ? 1 : 0;

async function measureAll(): Promise<Measured> {
  emitDeclarations();
  const [ours, openapiFetch, byName] = [typedApps[0], typedApps[1], typedApps[3]].map(
    (app) => app && instantiationsOf(app, "5.9"),
  );
  if (!ours || !openapiFetch || !byName)
    throw new Error("the typed apps are ours, openapi-fetch, …, ours by operation methods");
  return {
    "bytes, min + gzip": await bytes(),
    instantiations: {
      "app of six calls, TypeScript 5.9": ours.app,
      "app of six calls, TypeScript 7": instantiationsOf(typedApps[0], "7").app,
      "each further operation": ours.perOperation,
      "each further call of the same operations": ours.perCall,
      "app of six calls by operation methods": byName.app,
      "each further operation method": byName.perOperation,
      "each further call of the same methods": byName.perCall,
    },
    "instantiations, ratio to openapi-fetch": {
      "app of six calls": ours.app / openapiFetch.app,
      "each further operation": ours.perOperation / openapiFetch.perOperation,
    },
    "token requests": await tokenRequests(),
    "packages installed": Object.fromEntries(
      ["schema", "auth", "client"].map((name) => [name, closureOf(`@high-mobility-ts/${name}`).length]),
    ),
  };
}

async function bytes(): Promise<Counts> {
  const sizes: [string, number][] = [];
  for (const ours of ourBundles) sizes.push([ours.name, (await measureOurs(ours)).gzip]);
  return Object.fromEntries(sizes);
}

async function tokenRequests(): Promise<Counts> {
  const server = await startTokenServer();
  try {
    return await ourTokenCounts(server);
  } finally {
    server.close();
  }
}

function rounded(_key: string, value: unknown): unknown {
  return typeof value === "number" ? Number(value.toFixed(3)) : value;
}

function textOf({ unit, name, measured: value, budget, verdict }: Line): string {
  const shown = (count: number | undefined): string => (count === undefined ? "none" : number(count));
  return `${verdict.padEnd(16)} ${unit}: ${name}: ${shown(value)}, budget ${shown(budget)}`;
}
