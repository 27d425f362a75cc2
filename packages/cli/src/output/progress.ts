import { isInteractive, type Terminal } from "../terminal.ts";

/** A bar with count, rate, time left and the outcomes so far, on standard error. */
export interface Progress {
  /** @param outcomes The number of items by outcome, such as `accepted` and `failed`. */
  update(done: number, outcomes: Readonly<Record<string, number>>): void;
  /** Removes the bar, so that other lines can be written. */
  stop(): void;
}

export interface ProgressOptions {
  /** How many items there are; undefined if that is not known. */
  readonly total: number | undefined;
  /** What is counted, such as `vehicles`. */
  readonly unit: string;
}

/** A shorter command does not need a bar. */
const showAfterMs = 2_000;

/** Returns a bar that appears after two seconds; without a terminal the bar never appears. */
export function createProgress(terminal: Terminal, { total, unit }: ProgressOptions): Progress {
  if (!isInteractive(terminal.stderr)) return { update() {}, stop() {} };
  const startedAt = performance.now();
  let state: { done: number; outcomes: string } = { done: 0, outcomes: "" };
  let bar: { update(value: number, payload: object): void; stop(): void } | undefined;
  let isStopped = false;
  const timer = setTimeout(() => void appear(), showAfterMs);
  timer.unref();

  async function appear(): Promise<void> {
    const { default: progress } = await import("cli-progress");
    if (isStopped) return;
    const width = terminal.stderr.columns ?? 80;
    const created = new progress.SingleBar({
      stream: terminal.stderr,
      format: `{bar} {value}${total === undefined ? "" : "/{total}"} ${unit}, {rate}/s${total === undefined ? "" : ", {left} left"}{outcomes}`,
      barsize: Math.max(5, Math.min(30, width - 60)),
      barCompleteChar: "━",
      barIncompleteChar: "─",
      hideCursor: true,
      clearOnComplete: true,
      linewrap: false,
      fps: 10,
    });
    created.start(total ?? 0, state.done, payload());
    bar = created;
  }

  function payload(): object {
    const seconds = Math.max(0.001, (performance.now() - startedAt) / 1_000);
    const rate = state.done / seconds;
    const left = total === undefined || rate === 0 ? "?" : duration((total - state.done) / rate);
    return { rate: rate < 10 ? rate.toFixed(1) : Math.round(rate), left, outcomes: state.outcomes };
  }

  return {
    update(done, outcomes) {
      const parts = Object.entries(outcomes).filter(([, count]) => count > 0);
      state = { done, outcomes: parts.map(([name, count]) => `, ${count} ${name}`).join("") };
      bar?.update(done, payload());
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
      bar?.stop();
    },
  };
}

/** Returns a duration in seconds as people write it: `42 s`, `3 min`, `1.5 h`. */
function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}
