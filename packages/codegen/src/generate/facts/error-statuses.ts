import type { OperationRow } from "../operations/operation-table.ts";

/**
 * The statuses outside 1xx and 2xx of the IANA registry (RFC 9110, section 16.2.1), without unassigned and
 * unused statuses.
 */
const registeredErrorStatuses: readonly number[] = [
  300, 301, 302, 303, 304, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413,
  414, 415, 416, 417, 421, 422, 423, 424, 425, 426, 428, 429, 431, 451, 500, 501, 502, 503, 504, 505, 506,
  507, 508, 511,
];

/** Returns the statuses outside 2xx that at least one operation documents, in ascending order. */
export function documentedErrorStatuses(rows: readonly OperationRow[]): readonly number[] {
  const statuses = new Set(
    rows.flatMap((row) => row.statuses).filter((status) => status < 200 || status > 299),
  );
  return [...statuses].sort((a, b) => a - b);
}

/** Returns the registered statuses outside 2xx that are not among the documented ones. */
export function undocumentedErrorStatuses(documented: readonly number[]): readonly number[] {
  return registeredErrorStatuses.filter((status) => !documented.includes(status));
}
