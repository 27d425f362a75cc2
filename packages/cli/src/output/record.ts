/** A value of a record; `undefined` and `null` are an empty cell. */
export type Cell = string | number | boolean | null | undefined;

/** One line of output: the same columns in every record of a command. */
export type OutputRecord = Readonly<Record<string, Cell>>;

export type OutputFormat = "table" | "json" | "csv";
