/** Time and randomness, passed in so that tests decide them. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after that many milliseconds. Keeps the process alive until then: somebody waits for what comes after. */
  sleep(ms: number): Promise<void>;
  /**
   * Calls back every so many milliseconds, until the answered function is called. Late calls are not made up for. Keeps the
   * process alive meanwhile.
   */
  every(ms: number, tick: () => void): () => void;
  /** A number from 0 up to but not including 1. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms);
    }),
  every: (ms, tick) => {
    const timer = setInterval(tick, ms);
    return () => clearInterval(timer);
  },
  random: () => Math.random(),
};
