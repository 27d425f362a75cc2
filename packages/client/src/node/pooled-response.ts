import type { Dispatcher } from "undici";

type Body = Dispatcher.ResponseData["body"];

/** A `Response` whose body is read by undici itself; a stream is made of it only for who asks for one. */
export class PooledResponse extends Response {
  readonly #unread: Body;
  #stream: ReadableStream<Uint8Array<ArrayBuffer>> | undefined;

  constructor(unread: Body, init: ResponseInit) {
    super(null, init);
    this.#unread = unread;
  }

  override get body(): ReadableStream<Uint8Array<ArrayBuffer>> {
    this.#stream ??= streamOf(this.#unread);
    return this.#stream;
  }

  override get bodyUsed(): boolean {
    return this.#stream ? this.#stream.locked : this.#unread.bodyUsed;
  }

  override text(): Promise<string> {
    return this.#stream ? this.#rest().text() : this.#unread.text();
  }

  override async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return this.#rest().arrayBuffer();
  }

  override blob(): Promise<Blob> {
    return this.#rest().blob();
  }

  override bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#rest().bytes();
  }

  override formData(): Promise<FormData> {
    return this.#rest().formData();
  }

  override clone(): Response {
    const [kept, given] = this.body.tee();
    this.#stream = kept;
    return new Response(given, this);
  }

  /** The runtime's own reader of what is left. */
  #rest(): Response {
    return new Response(this.body, this);
  }
}

function streamOf(unread: Body): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunks = unread[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return?.();
    },
  });
}
