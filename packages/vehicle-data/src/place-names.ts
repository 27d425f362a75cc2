/** Returns the key of a place in a vehicle. */
export type PlaceName = (capability: string, property: string, item: string | undefined) => string;

/**
 * Makes one key of three names, whatever characters they have. The keys of properties are remembered: a million samples
 * have a few hundred, and a text that is new must be hashed.
 */
export function placeNames(): PlaceName {
  const capabilities = new Map<string, Map<string, string>>();

  function propertyName(capability: string, property: string): string {
    const properties = capabilities.get(capability) ?? new Map<string, string>();
    const known = properties.get(property);
    if (known !== undefined) return known;
    // JSON has no line break, so it ends where the item's name begins.
    const name = JSON.stringify([capability, property]);
    capabilities.set(capability, properties.set(property, name));
    return name;
  }

  return (capability, property, item) => {
    const name = propertyName(capability, property);
    return item === undefined ? name : `${name}\n${item}`;
  };
}
