import { type BodyCode, bodyCodes } from "./body-codes.ts";
import type { ChangeRule, Rating, Side } from "./change-rule.ts";
import { type OperationCode, operationCodes } from "./operation-codes.ts";
import { type PropertyCode, propertyCodes } from "./property-codes.ts";
import { type ValueCode, valueCodes } from "./value-codes.ts";

export type ChangeCode = BodyCode | OperationCode | PropertyCode | ValueCode;

/** The only place where levels and reasons are decided: the comparison reads it, the documentation is made from it. */
export const changeCodes: Readonly<Record<ChangeCode, ChangeRule>> = {
  ...operationCodes,
  ...bodyCodes,
  ...propertyCodes,
  ...valueCodes,
};

/** @throws {TypeError} a code on a side where its rule says that it cannot occur: a mistake in the comparison. */
export function ratingOf(code: ChangeCode, side: Side): Rating {
  const rating = changeCodes[code][side];
  if (rating === null) throw new TypeError(`${code} cannot occur in a ${side}`);
  return rating;
}
