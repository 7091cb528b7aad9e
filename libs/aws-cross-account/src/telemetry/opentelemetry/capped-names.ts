/** Lets a number of names through, and answers one name for all that come later: so the series of a metric have an end. */
export class CappedNames {
  readonly #names = new Set<string>();

  constructor(
    private readonly max: number,
    private readonly others: string,
  ) {}

  of(name: string): string {
    if (this.#names.has(name)) return name;
    if (this.#names.size >= this.max) return this.others;
    this.#names.add(name);
    return name;
  }
}
