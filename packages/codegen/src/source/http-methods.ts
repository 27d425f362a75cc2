/** The HTTP methods that a path item can have operations for, as the specification spells them. */
export const httpMethods = ["get", "put", "post", "patch", "delete", "head", "options", "trace"] as const;
