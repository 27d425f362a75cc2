import type { Attempt } from "../resilience/attempt.ts";
import { LightRequest } from "./light-request.ts";
import { type RawResponse, readBody } from "./read-response.ts";

/** What openapi-fetch returns. A failure has `error`: its body, parsed if it is JSON. */
export interface ReadResponse {
  readonly response: Response;
  readonly error?: unknown;
}

/** One request and its response, whose body has a limit. It notes the errors of the network in its attempt. */
export class Exchange {
  readonly #maxBytes: number;
  readonly #attempt: Attempt | undefined;
  /** The response with the limit. */
  #limited: Response | undefined;
  /** The body of a failure; undefined if it is over the limit. */
  #errorBody: string | undefined = "";

  constructor(maxBytes: number, attempt: Attempt | undefined) {
    this.#maxBytes = maxBytes;
    this.#attempt = attempt;
  }

  send(fetch: typeof globalThis.fetch, request: Request | LightRequest): Promise<Response> {
    try {
      const sent = request instanceof LightRequest ? fetch(request.url, request.init) : fetch(request);
      return Promise.resolve(sent).then(
        (response) => this.limit(response),
        (error) => this.#note(error),
      );
    } catch (error) {
      return this.#note(error);
    }
  }

  /** Limits the body of a response. */
  limit(response: Response): Response {
    this.#limited = response;
    // openapi-fetch reads the body of a failure with `text()` and parses it. Here the text is needed.
    if (!response.ok)
      response.text = async () => {
        const { body } = await this.#read(response);
        this.#errorBody = body as string | undefined;
        return this.#errorBody ?? "";
      };
    return response;
  }

  /** Returns the response with its body: a stream if the caller wants one and the response is a success, else text. */
  receive(read: ReadResponse, isStreamed: boolean): RawResponse | Promise<RawResponse> {
    const { response } = read;
    // A response that `onRequest` returned has no limit: the application made it.
    const isLimited = response === this.#limited;
    if (!response.ok) return { response, body: isLimited ? this.#errorBody : textOf(read) };
    if (isStreamed) return { response, body: response.body };
    if (isLimited) return this.#read(response);
    return readBody(response, Infinity).then((body) => ({ response, body }));
  }

  #read(response: Response): Promise<RawResponse> {
    return readBody(response, this.#maxBytes).then(
      (body) => ({ response, body }),
      (error) => this.#note(error),
    );
  }

  /** Marks an error as one of the network, to distinguish it from other errors. */
  #note(error: unknown): never {
    if (this.#attempt) this.#attempt.fetchError = error;
    throw error;
  }
}

function textOf({ error = "" }: ReadResponse): string {
  return typeof error === "string" ? error : JSON.stringify(error);
}
