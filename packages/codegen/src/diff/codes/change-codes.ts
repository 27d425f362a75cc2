import type { ChangeRule, Side, Verdict } from "./change-rule.ts";
import { type OperationCode, operationCodes } from "./operation-codes.ts";
import { type SchemaCode, schemaCodes } from "./schema-codes.ts";

export type ChangeCode = OperationCode | SchemaCode;

/** The only place where levels and reasons are decided: the comparison reads it, the documentation is made of it. */
export const changeCodes: Readonly<Record<ChangeCode, ChangeRule>> = { ...operationCodes, ...schemaCodes };

/** @throws {TypeError} a code on a side where its rule says that it cannot occur: a mistake in the comparison. */
export function verdictOf(code: ChangeCode, side: Side): Verdict {
  const verdict = changeCodes[code][side];
  if (verdict === null) throw new TypeError(`${code} cannot occur in a ${side}`);
  return verdict;
}
