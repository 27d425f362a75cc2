import { type HttpHandler, HttpResponse, http } from "msw";
import { NetworkFault } from "./steering/faults.ts";

export const platformOrigins: readonly string[] = [
  "https://sandbox.api.high-mobility.com",
  "https://api.high-mobility.com",
];

/** One MSW handler per origin, in front of the responder. */
export function createHandlers(
  respond: (request: Request) => Promise<Response>,
  origins: readonly string[],
): HttpHandler[] {
  return [...new Set([...platformOrigins, ...origins])].map((origin) =>
    http.all(`${origin}/*`, async ({ request }) => {
      try {
        return await respond(request);
      } catch (error) {
        if (error instanceof NetworkFault) return HttpResponse.error();
        throw error;
      }
    }),
  );
}
