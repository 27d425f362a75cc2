import { isLoopbackOrigin } from "@high-mobility-ts/guards";

type Responder = (request: Request) => Promise<Response>;

/**
 * Lets pages that this machine serves (`http://localhost:3000`) read the answers. Pages of any other origin cannot, and
 * neither can files and sandboxed frames, whose origin is `null` as that of anybody's sandboxed frame is.
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function withCors(answer: Responder): Responder {
  return async (request) => {
    const origin = request.headers.get("origin");
    if (origin === null || !isLoopbackOrigin(origin)) return answer(request);
    const response = isPreflight(request) ? preflight(request) : await answer(request);
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
      "access-control-max-age": "600",
    },
  });
}
