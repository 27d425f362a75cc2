import { type HttpHandler, HttpResponse, http } from "msw";
import { NetworkFault } from "../control/faults.ts";
import { consentPath } from "../oauth/consent.ts";

const platformOrigins: readonly string[] = [
  "https://sandbox.api.high-mobility.com",
  "https://api.high-mobility.com",
];

/** Where the platform asks vehicle owners for consent. */
const ownerPanelOrigins: readonly string[] = [
  "https://sandbox.owner-panel.high-mobility.com",
  "https://owner-panel.high-mobility.com",
];

/** One MSW handler per origin, in front of the responder. */
export function createHandlers(
  respond: (request: Request) => Promise<Response>,
  origins: readonly string[],
): HttpHandler[] {
  const paths = [
    ...new Set([...platformOrigins, ...origins].map((origin) => `${origin}/*`)),
    ...ownerPanelOrigins.map((origin) => `${origin}${consentPath}`),
  ];
  return paths.map((path) =>
    http.all(path, async ({ request }) => {
      try {
        return await respond(request);
      } catch (error) {
        if (error instanceof NetworkFault) return HttpResponse.error();
        throw error;
      }
    }),
  );
}
