/** Returns the key of a place in a vehicle. */
export type PlaceName = (capability: string, property: string, item: string | undefined) => string;

/**
 * Combines three names with any characters into one key. The keys of properties are remembered: a million
 * samples have a few hundred, and a new text must be hashed.
 */
export function placeNames(): PlaceName {
  const capabilities = new Map<string, Map<string, string>>();

  function propertyName(capability: string, property: string): string {
    const properties = capabilities.get(capability) ?? new Map<string, string>();
    const known = properties.get(property);
    if (known !== undefined) return known;
    // The JSON has no line break, so the line break separates it from the item's name.
    const name = JSON.stringify([capability, property]);
    capabilities.set(capability, properties.set(property, name));
    return name;
  }

  return (capability, property, item) => {
    const name = propertyName(capability, property);
    return item === undefined ? name : `${name}\n${item}`;
  };
}
