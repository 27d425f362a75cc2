/** @throws {TypeError} that names the option, and shows nothing of its value, which may be a secret. */
export function checkText(option: string, value: unknown): void {
  if (typeof value !== "string" || value === "") throw new TypeError(`${option} must be a non-empty string`);
}

/** @throws {TypeError} that names the option, what it may be, and what it is. */
export function checkOneOf(option: string, value: string, choices: readonly string[]): void {
  if (!choices.includes(value))
    throw new TypeError(
      `${option} must be ${choices.map((choice) => `"${choice}"`).join(" or ")}, not ${JSON.stringify(value)}`,
    );
}
