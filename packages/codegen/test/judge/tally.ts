/** Counts occurrences by name. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(names: Iterable<string>): void {
    for (const name of names) this.#counts.set(name, this.of(name) + 1);
  }

  of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  describe(names: readonly string[]): string {
    return names.map((name) => `${this.of(name)} ${name}`).join(", ");
  }
}
