import { nearestName } from "@high-mobility-ts/guards";
import type { Brand } from "@high-mobility-ts/schema";
import { brands, eligibilityBrands } from "@high-mobility-ts/schema/facts";

/** A brand of the specification, or one that the option `brands` adds. */
export type BrandName = Brand | (string & Record<never, never>);

/** Values by brand. */
export type ByBrand<T> = Readonly<Partial<Record<BrandName, T>>>;

const documentedBrands: ReadonlySet<string> = new Set([...brands, ...eligibilityBrands]);

/** @throws {TypeError} if the brand is neither documented nor an additional brand. */
export function checkBrand(option: string, brand: BrandName, further: readonly string[]): void {
  if (documentedBrands.has(brand) || further.includes(brand)) return;
  const nearest = nearestName(brand, [...documentedBrands, ...further], 2);
  const hint =
    nearest === undefined ? "Add other brands to the option `brands`." : `Did you mean "${nearest}"?`;
  throw new TypeError(
    `\`${option}\` must be a brand of the specification or of the option \`brands\`, got ${JSON.stringify(brand.slice(0, 40))}. ${hint}`,
  );
}
