// Example programs for the start. Tests compile them and run them to their end.
import carmakerDown from "./scenarios/carmaker-down.ts?raw";
import expiredToken from "./scenarios/expired-token.ts?raw";
import firstCall from "./scenarios/first-call.ts?raw";
import fleetByCsv from "./scenarios/fleet-by-csv.ts?raw";
import withdrawnConsent from "./scenarios/withdrawn-consent.ts?raw";

export const scenarios: readonly { readonly title: string; readonly code: string }[] = [
  { title: "First call", code: firstCall },
  { title: "Consent is withdrawn", code: withdrawnConsent },
  { title: "A carmaker is down", code: carmakerDown },
  { title: "The token expires during a call", code: expiredToken },
  { title: "A fleet from a CSV", code: fleetByCsv },
];
