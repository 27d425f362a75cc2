// `pnpm crash-test`: the complete test that no message is lost. Exits with 1 if it fails.
import { crashRun, repetitionLimit } from "./crash-run.ts";

const messages = 100_000;
const kills = 20;
const seed = Number(process.env["CRASH_SEED"] ?? 1);
const startedAt = performance.now();

const result = await crashRun({ messages, vehicles: 1_000, kills, random: randomFrom(seed) });
const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
console.log(`seed ${seed}: ${JSON.stringify(result)}, ${seconds} s`);
const problems = [
  result.lost !== 0 && `${result.lost} messages are lost`,
  result.kills !== kills && `the consumer was killed ${result.kills} times, not ${kills}`,
  result.mostRepetitions > repetitionLimit &&
    `${result.mostRepetitions} messages were handled again after one kill, at most ${repetitionLimit} are allowed`,
  !result.isStateEqual && "the state differs from the messages that were sent",
].filter((problem) => problem !== false);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

/** Returns a generator of numbers from 0 to 1 (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
