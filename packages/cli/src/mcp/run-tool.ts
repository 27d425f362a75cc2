import { type HighMobilityClient, samples, toRow, unwrap } from "@high-mobility-ts/client";
import type { OperationId } from "@high-mobility-ts/schema/operations";

/** The arguments of a tool call. */
export interface ToolInput {
  readonly [name: string]: unknown;
}

/** Calls an operation by its id, with the parameters and the members of the body in one object. */
export async function callOperation(
  hm: HighMobilityClient,
  id: OperationId,
  input: ToolInput,
  signal: AbortSignal,
): Promise<unknown> {
  // The input was validated with the schema from which the operation's types are generated.
  const method = hm[id] as unknown as (
    input: ToolInput,
    options: { readonly signal: AbortSignal },
  ) => ReturnType<HighMobilityClient["getVehicleData"]>;
  return unwrap(method(input, { signal }));
}

/** Returns the values of a vehicle in a short form: without empty members. */
export async function readSamples(
  hm: HighMobilityClient,
  { vin, properties }: { readonly vin: string; readonly properties: readonly string[] | undefined },
  signal: AbortSignal,
): Promise<object[]> {
  const data = await unwrap(hm.getVehicleData({ vin: vin.toUpperCase() }, { signal }));
  return samples(data, { vin })
    .filter(({ capability, property }) => isWanted(properties, capability, property))
    .map((sample) => {
      const { capability, property, item, timestamp, value_number, value_text, unit, failure } =
        toRow(sample);
      const members = {
        property: `${capability}.${property}`,
        item,
        value: value_number ?? value_text,
        unit,
        time: timestamp,
        failure,
      };
      return Object.fromEntries(Object.entries(members).filter(([, member]) => member !== null));
    });
}

function isWanted(wanted: readonly string[] | undefined, capability: string, property: string): boolean {
  return !wanted?.length || wanted.includes(capability) || wanted.includes(`${capability}.${property}`);
}
