/** A group of properties in the output of `codegen reference`. */
export interface ReferenceCapability {
  readonly name: string;
  readonly title: string;
  readonly properties: readonly {
    readonly name: string;
    readonly title: string;
    readonly description: string | null;
    readonly deprecated: boolean;
    readonly ways: readonly string[];
    readonly hasItems: boolean;
    readonly value: ReferenceValue;
  }[];
}

interface ReferenceValue {
  readonly type: string;
  readonly values: readonly unknown[];
  readonly units: readonly string[];
}

/** A row of the page of properties. */
export interface PropertyRow {
  /** `diagnostics.odometer` */
  readonly name: string;
  readonly description: string;
  readonly value: string;
  readonly ways: readonly string[];
  readonly deprecated: boolean;
  /** The searched text, in lower case. */
  readonly text: string;
}

export function propertyRows(capabilities: readonly ReferenceCapability[]): PropertyRow[] {
  return capabilities.flatMap((capability) =>
    capability.properties.map(({ name, title, description, deprecated, ways, hasItems, value }) => {
      const full = `${capability.name}.${name}`;
      const shown = `${valueText(value)}${hasItems ? ", several" : ""}`;
      const text = `${full} ${capability.title} ${title} ${description ?? ""} ${shown}`.toLowerCase();
      return {
        name: full,
        description: (description ?? "").replaceAll("`", ""),
        value: shown,
        ways,
        deprecated,
        text,
      };
    }),
  );
}

function valueText({ type, values, units }: ReferenceValue): string {
  if (units.length > 0) return `number in ${units.join(", ")}`;
  return values.length > 0 ? values.join(", ") : type;
}
