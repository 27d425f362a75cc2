/** The types of JSON. An integer is a number that has to be whole. */
export type ValueType = "array" | "boolean" | "null" | "number" | "object" | "string";

export const valueTypes: readonly ValueType[] = ["array", "boolean", "null", "number", "object", "string"];
