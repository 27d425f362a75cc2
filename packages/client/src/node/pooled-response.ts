import { readLimited } from "@high-mobility-ts/guards";
import type { ArrivingBody } from "./arriving-body.ts";

export interface ResponseHead {
  readonly url: string;
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
}

/** A `Response` whose body is read from the connection as text. A stream is created only if it is requested. */
export class PooledResponse extends Response {
  readonly #head: ResponseHead;
  /** Null if the response has no body because of its status or the method of its request. */
  readonly #arriving: ArrivingBody | null;
  #stream: ReadableStream<Uint8Array<ArrayBuffer>> | undefined;
  #readAsText = false;

  constructor(body: ArrivingBody | null, head: ResponseHead) {
    super(null);
    this.#arriving = body;
    this.#head = head;
  }

  override get url(): string {
    return this.#head.url;
  }

  override get status(): number {
    return this.#head.status;
  }

  override get ok(): boolean {
    return this.#head.status >= 200 && this.#head.status < 300;
  }

  override get statusText(): string {
    return this.#head.statusText;
  }

  override get headers(): Headers {
    return this.#head.headers;
  }

  override get body(): ReadableStream<Uint8Array<ArrayBuffer>> | null {
    if (this.#arriving && !this.#readAsText) this.#stream ??= this.#arriving.stream();
    return this.#stream ?? null;
  }

  override get bodyUsed(): boolean {
    return this.#readAsText || this.#stream?.locked === true;
  }

  override async text(): Promise<string> {
    return (await this.textUpTo(Infinity)) ?? "";
  }

  /** Reads the body as text; undefined if it has more than `maxBytes`. */
  async textUpTo(maxBytes: number): Promise<string | undefined> {
    if (this.bodyUsed) throw new TypeError("the body has been read already");
    if (!this.#arriving) return "";
    if (this.#stream) return readLimited(this.#rest(), maxBytes);
    this.#readAsText = true;
    return this.#arriving.text(maxBytes);
  }

  override async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return this.#rest().arrayBuffer();
  }

  override async blob(): Promise<Blob> {
    return this.#rest().blob();
  }

  override async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    // Node 20 has no `bytes`.
    return new Uint8Array(await this.arrayBuffer());
  }

  override async formData(): Promise<FormData> {
    return this.#rest().formData();
  }

  override clone(): Response {
    const { body } = this;
    if (this.bodyUsed) throw new TypeError("the body has been read already");
    if (!body) return new Response(null, this);
    const [kept, given] = body.tee();
    this.#stream = kept;
    return new Response(given, this);
  }

  /** The runtime's own reader of the rest. */
  #rest(): Response {
    if (this.bodyUsed) throw new TypeError("the body has been read already");
    return new Response(this.body, this);
  }
}
