/**
 * A set of VINs that needs about 17 bytes for each, a fraction of what a `Set` needs: a fleet may have millions. The
 * set is exact.
 */
export class VinSet {
  /**
   * Four words per VIN, in order of insertion: three for the VIN, and the number of the next VIN with the same hash.
   */
  readonly #blocks: Uint32Array[] = [];
  #size = 0;
  /** For each hash, the number of the VIN that was added last, counted from 1; 0 if there is none. */
  #heads: Uint32Array = new Uint32Array(1_024);

  /**
   * @param vin 17 characters, digits and capital letters.
   * @returns Whether the VIN is new.
   */
  add(vin: string): boolean {
    const [a, b, c] = [wordOf(vin, 0), wordOf(vin, 6), wordOf(vin, 12)];
    const head = hash(a, b, c) & (this.#heads.length - 1);
    for (let number = this.#heads[head]; number; ) {
      const block = this.#blockOf(number);
      const at = offsetOf(number);
      if (block[at] === a && block[at + 1] === b && block[at + 2] === c) return false;
      number = block[at + 3];
    }
    const number = ++this.#size;
    const block = this.#blockOf(number);
    const at = offsetOf(number);
    block[at] = a;
    block[at + 1] = b;
    block[at + 2] = c;
    block[at + 3] = this.#heads[head] ?? 0;
    this.#heads[head] = number;
    if (number > this.#heads.length * longestChain) this.#grow();
    return true;
  }

  #blockOf(number: number): Uint32Array {
    const index = (number - 1) >> blockBits;
    const block = this.#blocks[index] ?? new Uint32Array(4 << blockBits);
    this.#blocks[index] = block;
    return block;
  }

  #grow(): void {
    const heads = new Uint32Array(this.#heads.length * 2);
    for (let number = 1; number <= this.#size; number++) {
      const block = this.#blockOf(number);
      const at = offsetOf(number);
      const head = hash(block[at] ?? 0, block[at + 1] ?? 0, block[at + 2] ?? 0) & (heads.length - 1);
      block[at + 3] = heads[head] ?? 0;
      heads[head] = number;
    }
    this.#heads = heads;
  }
}

const blockBits = 12;
/** The average length of a chain. Longer chains need less memory and more time. */
const longestChain = 4;

/** The start of a VIN in its block. */
function offsetOf(number: number): number {
  return 4 * ((number - 1) & ((1 << blockBits) - 1));
}

/** Up to six characters to the base 36, which fit into 32 bits. */
function wordOf(vin: string, from: number): number {
  let word = 0;
  for (let at = from; at < Math.min(from + 6, vin.length); at++) {
    const code = vin.charCodeAt(at);
    word = word * 36 + (code < 0x41 ? code - 0x30 : code - 0x37);
  }
  return word;
}

function hash(a: number, b: number, c: number): number {
  const first = Math.imul(a, 0x9e3779b1) ^ b;
  const mixed = Math.imul(first ^ (first >>> 15), 0x85ebca77) ^ c;
  return Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae3d) >>> 7;
}
