import "server-only";

/** Returns an environment variable. */
export function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new TypeError(`${name} is not set.`);
  return value;
}

/** Returns the absolute URL of a path of this app, as the driver's browser sees it. */
export function appUrl(path: string): string {
  return new URL(path, variable("APP_URL")).href;
}
