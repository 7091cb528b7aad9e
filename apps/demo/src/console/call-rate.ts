const WINDOW_MS = 5_000;

interface Reading {
  readonly count: number;
  readonly at: number;
}

/** How fast a count has grown lately, out of readings of it. */
export class CallRate {
  #readings: Reading[] = [];

  /** @returns how much it grew each second, over the last five */
  add(count: number, at: number): number {
    this.#readings = [...this.#readings.filter((reading) => at - reading.at <= WINDOW_MS), { count, at }];
    const [first = { count, at }] = this.#readings;
    const seconds = (at - first.at) / 1_000;
    return seconds > 0 ? (count - first.count) / seconds : 0;
  }
}
