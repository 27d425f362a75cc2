/** Prints the current step and its duration on standard error. */
export async function step<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  process.stderr.write(`spec:update: ${name}…\n`);
  try {
    const result = await work();
    process.stderr.write(`spec:update: ${name}: done in ${seconds(start)} s\n`);
    return result;
  } catch (error) {
    process.stderr.write(`spec:update: ${name}: failed after ${seconds(start)} s\n`);
    throw error;
  }
}

function seconds(start: number): string {
  return ((performance.now() - start) / 1000).toFixed(1);
}
