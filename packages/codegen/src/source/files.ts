/** The texts of files, by path. */
export type Files = ReadonlyMap<string, string>;
