import { isLoopbackOrigin } from "@high-mobility-ts/guards";

type Responder = (request: Request) => Promise<Response>;

/**
 * Allows pages of this machine (`http://localhost:3000`) and pages of the allowed origins to read the
 * responses. Other pages, files and sandboxed frames cannot: the origin of files and of every sandboxed frame
 * is `null`.
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function withCors(respond: Responder, allowOrigins: readonly string[]): Responder {
  return async (request) => {
    const origin = request.headers.get("origin");
    if (origin === null || !(isLoopbackOrigin(origin) || allowOrigins.includes(origin)))
      return respond(request);
    const response = isPreflight(request) ? preflight(request) : await respond(request);
    response.headers.set("access-control-allow-origin", origin);
    response.headers.append("vary", "origin");
    response.headers.set("access-control-expose-headers", "*");
    return response;
  };
}

function isPreflight({ method, headers }: Request): boolean {
  return method === "OPTIONS" && headers.has("access-control-request-method");
}

function preflight({ headers }: Request): Response {
  const asked = headers.get("access-control-request-headers");
  return new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-methods": "GET, POST, DELETE",
      ...(asked === null ? {} : { "access-control-allow-headers": asked }),
      // A browser asks for this before a page of the internet may send requests to this machine.
      ...(headers.has("access-control-request-private-network")
        ? { "access-control-allow-private-network": "true" }
        : {}),
      "access-control-max-age": "600",
    },
  });
}
