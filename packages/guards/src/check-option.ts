import { nearestName } from "./nearest-name.ts";

/**
 * Checks that an option is a text.
 *
 * @throws {TypeError} if the value is not a non-empty string. The message does not show the value: it may be a secret.
 */
export function checkText(option: string, value: unknown): asserts value is string {
  if (typeof value === "string" && value !== "") return;
  throw new TypeError(`${option} must be a non-empty string, got ${kindOf(value)}.`);
}

/**
 * Checks that an option is a function, if it is given.
 *
 * @throws {TypeError} if the value is neither a function nor undefined.
 */
export function checkFunction(option: string, value: unknown): void {
  if (value === undefined || typeof value === "function") return;
  throw new TypeError(`${option} must be a function, got ${kindOf(value)}.`);
}

/**
 * Checks that an option is one of a few texts.
 *
 * @throws {TypeError} if the value is not one of the choices.
 */
export function checkOneOf(option: string, value: unknown, choices: readonly string[]): void {
  if (typeof value === "string" && choices.includes(value)) return;
  const expected = choices.map((choice) => `"${choice}"`).join(" or ");
  const got = typeof value === "string" ? JSON.stringify(value.slice(0, 40)) : kindOf(value);
  throw new TypeError(`${option} must be ${expected}, got ${got}.`);
}

/**
 * Rejects options that are not known: a misspelled option would be ignored silently. Symbols are not checked.
 *
 * @param owner The function that has the options, such as `createClient()`.
 * @param known The names of all options; with a record, the compiler checks that all names are there.
 * @throws {TypeError} that names the option and the known option with the most similar name.
 */
export function checkKnownOptions(
  owner: string,
  options: unknown,
  known: Readonly<Record<string, unknown>>,
): void {
  if (typeof options !== "object" || options === null || Array.isArray(options))
    throw new TypeError(`The options of ${owner} must be an object, got ${kindOf(options)}.`);
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(known, name)) continue;
    const nearest = nearestName(name, Object.keys(known), Math.max(2, Math.floor(name.length / 3)));
    const remedy =
      nearest === undefined
        ? `Known options: ${Object.keys(known).join(", ")}.`
        : `Did you mean "${nearest}"?`;
    throw new TypeError(`${owner} has no option "${name.slice(0, 40)}". ${remedy}`);
  }
}

/** Names the kind of a value without showing it. */
export function kindOf(value: unknown): string {
  if (value === "") return "an empty string";
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
