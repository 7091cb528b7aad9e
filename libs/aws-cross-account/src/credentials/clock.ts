/** Time and randomness, passed in so that tests decide them. No timer of it keeps the process alive. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after that many milliseconds. */
  sleep(ms: number): Promise<void>;
  /** Calls back every so many milliseconds, until the answered function is called. Late calls are not made up for. */
  every(ms: number, tick: () => void): () => void;
  /** A number from 0 up to but not including 1. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms).unref();
    }),
  every: (ms, tick) => {
    const timer = setInterval(tick, ms).unref();
    return () => clearInterval(timer);
  },
  random: () => Math.random(),
};
