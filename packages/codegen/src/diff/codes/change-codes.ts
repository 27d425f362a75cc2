import { type BodyCode, bodyCodes } from "./body-codes.ts";
import type { ChangeRule, Rating, Side } from "./change-rule.ts";
import { type OperationCode, operationCodes } from "./operation-codes.ts";
import { type PropertyCode, propertyCodes } from "./property-codes.ts";
import { type ValueCode, valueCodes } from "./value-codes.ts";

export type ChangeCode = BodyCode | OperationCode | PropertyCode | ValueCode;

/**
 * Levels and reasons are defined only here: the comparison reads them, and the documentation is generated
 * from them.
 */
export const changeCodes: Readonly<Record<ChangeCode, ChangeRule>> = {
  ...operationCodes,
  ...bodyCodes,
  ...propertyCodes,
  ...valueCodes,
};

/** @throws {TypeError} the code cannot occur on this side, which is a mistake in the comparison. */
export function ratingOf(code: ChangeCode, side: Side): Rating {
  const rating = changeCodes[code][side];
  if (rating === null) throw new TypeError(`${code} cannot occur in a ${side}`);
  return rating;
}
