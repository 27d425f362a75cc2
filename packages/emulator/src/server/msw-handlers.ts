import { type HttpHandler, HttpResponse, http } from "msw";
import { NetworkFault } from "../control/faults.ts";
import { consentPath } from "../oauth/consent.ts";

const platformOrigins: readonly string[] = [
  "https://sandbox.api.high-mobility.com",
  "https://api.high-mobility.com",
];

/** The origins of the owner panel, where vehicle owners consent. */
const ownerPanelOrigins: readonly string[] = [
  "https://sandbox.owner-panel.high-mobility.com",
  "https://owner-panel.high-mobility.com",
];

/** Returns one MSW handler per origin, which calls the responder. */
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
