// Which codes of an error a status can have.
import type { ErrorCode } from "../error-codes.ts";

/** Codes whose reason only these operations have. Other operations have the other codes of the same status. */
const operationsOfCode: Readonly<Record<string, readonly string[]>> = {
  "no-active-consent": ["getVehicleData"],
  "privacy-mode": ["getVehicleData"],
  "not-cleared-yet": ["getVehicleData"],
  "too-early": ["deleteClearance"],
};

/** Returns the codes that a status of an operation can have. Statuses stand in the meaning of a code: "(401, 403)". */
export function codesOfStatus(
  status: number,
  operationId: string,
  codes: readonly ErrorCode[],
): readonly string[] {
  return codes
    .filter(({ meaning }) => statusesIn(meaning).includes(status))
    .map(({ code }) => code)
    .filter((code) => operationsOfCode[code]?.includes(operationId) ?? true);
}

function statusesIn(meaning: string): readonly number[] {
  const [, list = ""] = /\((\d{3}(?:, \d{3})*)\)/.exec(meaning) ?? [];
  return list.split(", ").map(Number);
}
