// The output of the quick start: numbered steps with requests and responses.
import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

let step = 0;

/** Runs one step and prints it with its time; if it fails, prints the failure and rethrows the error. */
export async function show<T>(
  title: string,
  run: () => Promise<T>,
  tell: (value: T) => string[],
): Promise<T> {
  step += 1;
  const started = performance.now();
  const head = `${String(step).padStart(2)}. ${title}`;
  try {
    const value = await run();
    const took = `${Math.round(performance.now() - started)} ms`;
    console.log(`${paint("green", "✓")} ${paint("bold", head.padEnd(64))} ${paint("dim", took.padStart(9))}`);
    for (const line of tell(value)) console.log(`      ${line}`);
    return value;
  } catch (error) {
    console.log(`${paint("red", "✗")} ${paint("bold", head)}`);
    throw error;
  }
}

/** Runs one step that prints its own lines; prints its title before them and its result after them. */
export async function showLive(title: string, run: () => Promise<string>): Promise<void> {
  step += 1;
  console.log(`${paint("dim", "…")} ${paint("bold", `${String(step).padStart(2)}. ${title}`)}`);
  console.log(`      ${note(await run())}`);
}

/** Returns the request and the response in one line. */
export function exchange(sent: string, came: string): string {
  return `${paint("cyan", sent)} ${paint("dim", "→")} ${came}`;
}

export function note(text: string): string {
  return paint("dim", text);
}

/** Runs everything; on failure prints one clear line instead of a stack, and exits 1. */
export async function finish(run: () => Promise<void>): Promise<void> {
  try {
    await run();
    console.log(`\n${paint("green", "Done.")} The same calls in 12 lines: README.md, “Try it”.`);
  } catch (error) {
    console.error(`\n${paint("red", "Stopped:")} ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
