/** @throws {TypeError} if the value is not a whole number from 1 to `max`. */
export function checkCount(option: string, value: unknown, max: number): void {
  if (Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= max) return;
  const got = typeof value === "number" ? value : typeof value;
  throw new TypeError(`\`${option}\` must be a whole number from 1 to ${max}, got ${got}.`);
}
