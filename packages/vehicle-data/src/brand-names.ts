/**
 * Returns a brand as clearances and eligibility spell it. Vehicle data has `mercedes_benz`, clearances have
 * `mercedes-benz`.
 */
export function clearanceBrand(brand: string): string {
  return brand.trim().toLowerCase().replaceAll(/[_\s]/g, "-");
}

/** Returns whether two names, from vehicle data or from clearances, are the same brand. */
export function isSameBrand(a: string, b: string): boolean {
  return clearanceBrand(a) === clearanceBrand(b);
}
