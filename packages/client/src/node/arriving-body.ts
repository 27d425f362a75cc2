import type { Dispatcher } from "undici";

type Chunk = Uint8Array<ArrayBuffer>;

/** The number of bytes that are buffered without a reader. Then the connection is paused. */
const maxKeptBytes = 65_536;

const utf8 = new TextDecoder();

/** The body of a response while it arrives. It is read once, as a whole or as a stream. */
export class ArrivingBody {
  #chunks: Chunk[] = [];
  #kept = 0;
  #mostKept = maxKeptBytes;
  /** The limit of a reader that reads the whole body as text. */
  #maxBytes = Infinity;
  #over = false;
  #failure: { readonly reason: unknown } | undefined;
  #wake: (() => void) | undefined;
  readonly #connection: Dispatcher.DispatchController;

  constructor(connection: Dispatcher.DispatchController) {
    this.#connection = connection;
  }

  push(chunk: Chunk): void {
    this.#kept += chunk.byteLength;
    this.#chunks.push(chunk);
    if (this.#kept > this.#maxBytes) this.#stop();
    else if (this.#kept > this.#mostKept) this.#connection.pause();
    if (this.#mostKept !== Infinity) this.#wake?.();
  }

  end(): void {
    this.#over = true;
    this.#wake?.();
  }

  /** The error that ended it. */
  fail(reason: unknown): void {
    this.#failure = { reason };
    this.end();
  }

  /** Reads the whole body; undefined if it is longer than `maxBytes`. */
  text(maxBytes: number): Promise<string | undefined> {
    this.#mostKept = Infinity;
    this.#maxBytes = maxBytes;
    if (this.#kept > maxBytes) this.#stop();
    else this.#connection.resume();
    if (this.#over) return this.#whole();
    return new Promise((resolve) => {
      this.#wake = () => {
        // The reference is cleared, because it would keep its reader in memory until the next full garbage
        // collection.
        this.#wake = undefined;
        resolve(this.#whole());
      };
    });
  }

  #stop(): void {
    if (!this.#over) this.#connection.abort(new Error("the body is over its limit"));
  }

  /** Resolves when the body has ended. */
  async #whole(): Promise<string | undefined> {
    if (this.#kept > this.#maxBytes) {
      this.#chunks = [];
      return undefined;
    }
    if (this.#failure) throw this.#failure.reason;
    return this.#decode();
  }

  #decode(): string {
    const [first] = this.#chunks;
    const text = utf8.decode(this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks));
    this.#chunks = [];
    return text;
  }

  stream(): ReadableStream<Chunk> {
    return new ReadableStream({
      pull: async (controller) => {
        const chunk = await this.#next();
        if (chunk) controller.enqueue(chunk);
        else controller.close();
      },
      cancel: () => {
        this.#chunks = [];
        if (!this.#over) this.#connection.abort(new Error("the body was cancelled"));
      },
    });
  }

  async #next(): Promise<Chunk | undefined> {
    while (this.#chunks.length === 0 && !this.#over)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    const chunk = this.#chunks.shift();
    if (!chunk && this.#failure) throw this.#failure.reason;
    this.#kept -= chunk?.byteLength ?? 0;
    if (this.#connection.paused && this.#kept <= this.#mostKept) this.#connection.resume();
    return chunk;
  }
}
