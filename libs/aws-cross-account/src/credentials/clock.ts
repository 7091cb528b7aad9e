/** Time and randomness, passed in so that tests decide them. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after that many milliseconds. Never keeps the process alive. */
  sleep(ms: number): Promise<void>;
  /** A number from 0 up to but not including 1. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms).unref();
    }),
  random: () => Math.random(),
};
