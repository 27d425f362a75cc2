/** The version of this package: `pnpm release:version` keeps it, a test compares it with package.json. */
export const version = "0.0.0";
