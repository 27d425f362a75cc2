import { explainedTokenRequests, memoryTrend, type SoakResult } from "./judge.ts";

interface SoakFigure {
  readonly what: string;
  readonly figure: string;
}

/** Returns the figures of a soak as lines of text. */
export function soakText(result: SoakResult): string {
  const rows = rowsOf(result);
  const width = Math.max(...rows.map(({ what }) => what.length));
  return rows.map(({ what, figure }) => `${what.padEnd(width)}  ${figure}`).join("\n");
}

/** Returns the page of the documentation about a soak. */
export function soakDocument(result: SoakResult): string {
  return [
    "# Soak",
    "",
    `Written by \`pnpm soak --minutes ${result.minutes} --write\`. Two processes share tokens through Redis, call the emulator at a steady rate, and one of them receives messages over MQTT from mosquitto. Tokens live for ${result.tokenSeconds} seconds. Meanwhile the servers respond slowly, with 429 and 503, hang, break connections, lose consents, and are killed and started again in turns.`,
    "",
    "A call may fail only while a server is restarted and for eight seconds after it, or because its vehicle has no consent; any other failure is a problem. So is a call that never ends, a message that is lost, an unhandled rejection, a warning of the process, and a heap that grows (least squares over samples after garbage collections, without the first 30 %).",
    "",
    "| what | figure |",
    "| --- | --- |",
    ...rowsOf(result).map(({ what, figure }) => `| ${what} | ${figure} |`),
    "",
  ].join("\n");
}

function rowsOf(result: SoakResult): SoakFigure[] {
  const { workers, restarts } = result;
  const sum = (of: (worker: SoakResult["workers"][number]) => number) =>
    workers.reduce((total, worker) => total + of(worker), 0);
  const consumer = workers.find((worker) => worker.consumer)?.consumer;
  return [
    { what: "minutes", figure: String(result.minutes) },
    { what: "calls started", figure: count(sum(({ started }) => started)) },
    ...outcomeRows(result),
    { what: "calls that failed without a fault", figure: count(sum((worker) => worker.unexplainedCount)) },
    { what: "attempts after the first", figure: count(sum(({ retries }) => retries)) },
    { what: "requests replayed with a new token", figure: count(sum(({ replays }) => replays)) },
    {
      what: "token requests (explained by lifetimes and restarts)",
      figure: `${count(result.tokenRequests)} (${count(explainedTokenRequests(result))})`,
    },
    { what: "tokens taken from Redis", figure: count(sum(({ tokensFromStore }) => tokensFromStore)) },
    {
      what: "restarts of platform, Redis, broker",
      figure: `${restarts.platform}, ${restarts.redis}, ${restarts.broker}`,
    },
    { what: "messages published", figure: count(result.published) },
    { what: "messages handled", figure: count(consumer?.distinct ?? 0) },
    { what: "messages handled again", figure: count(consumer?.repeated ?? 0) },
    {
      what: "warnings, unhandled rejections",
      figure: `${sum((w) => w.warnings.length)}, ${sum((w) => w.rejections.length)}`,
    },
    ...workers.map(({ memory }, index) => {
      const { heap, rss, grownMb } = memoryTrend(memory);
      return {
        what: `process ${index + 1}: heap, change of its line, resident`,
        figure: `${heap.mean.toFixed(1)} MB, ${signed(grownMb)} MB, ${rss.mean.toFixed(0)} MB`,
      };
    }),
  ];
}

function outcomeRows({ workers }: SoakResult): SoakFigure[] {
  const totals = new Map<string, number>();
  for (const { outcomes } of workers)
    for (const [outcome, number] of Object.entries(outcomes))
      totals.set(outcome, (totals.get(outcome) ?? 0) + number);
  return [...totals]
    .sort(([, one], [, other]) => other - one)
    .map(([outcome, number]) => ({ what: `calls that ended with \`${outcome}\``, figure: count(number) }));
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}

function signed(number: number): string {
  return `${number >= 0 ? "+" : "−"}${Math.abs(number).toFixed(2)}`;
}
