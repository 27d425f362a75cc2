import type { GeneratedRequest } from "./requests.ts";

export interface Verdicts {
  readonly request: GeneratedRequest;
  readonly emulator: { readonly accepts: boolean; readonly reason: string | undefined };
  readonly prism: { readonly accepts: boolean };
}

export interface Difference {
  readonly why: string;
  readonly fits: (verdicts: Verdicts) => boolean;
}

function onlyPrismAccepts({ emulator, prism }: Verdicts): boolean {
  return !emulator.accepts && prism.accepts;
}

/**
 * The differences between the emulator and Prism, with their reasons. The test fails if a difference has no
 * row, or if a row has no difference.
 */
export const differences: readonly Difference[] = [
  {
    why: "OpenAPI leaves unknown query parameters to the server: Prism ignores them; the emulator rejects them, as they are mistakes",
    fits: (verdicts) => onlyPrismAccepts(verdicts) && verdicts.request.fault === "an unknown query parameter",
  },
  {
    why: "the bundle documents JSON bodies; for tokens the emulator takes the forms of RFC 6749 as well",
    fits: ({ request, emulator }) =>
      emulator.accepts && request.operation.tag === "oauth" && request.fault === "a form body",
  },
  {
    why: "Prism does not check parameters that are described by a media type, such as `filter`",
    fits: (verdicts) => onlyPrismAccepts(verdicts) && verdicts.request.fault === "an invalid filter",
  },
  {
    why: "below the list of clearances is the clearance of a VIN: Prism has no list of VINs, the emulator has no such clearance",
    fits: (verdicts) =>
      onlyPrismAccepts(verdicts) && verdicts.emulator.reason === "vin: there is no clearance for this VIN",
  },
  {
    why: "the schema says that a VIN is text; that it has 17 characters shows in the official error examples alone",
    fits: (verdicts) =>
      onlyPrismAccepts(verdicts) && verdicts.emulator.reason === "vin: should be 17 character(s)",
  },
  {
    why: "a schema cannot express that a registration lies in the past and that an odometer is not negative",
    fits: (verdicts) =>
      onlyPrismAccepts(verdicts) &&
      /^(registration_date: lies in the future|odometer: is negative)$/.test(verdicts.emulator.reason ?? ""),
  },
];
