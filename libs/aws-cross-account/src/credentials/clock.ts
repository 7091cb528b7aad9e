/** Time and randomness, passed in so that tests decide them. */
export interface Clock {
  /** Milliseconds since the epoch, as this machine believes. May be wrong, and may jump. */
  now(): number;
  /** Milliseconds since some moment. They pass evenly, but not while the machine sleeps. */
  monotonic(): number;
  /** Calls back once, after that many milliseconds, unless the answered function is called before. */
  after(ms: number, callback: () => void): () => void;
  /** Calls back every so many milliseconds, until the answered function is called. Late calls are not made up for. */
  every(ms: number, tick: () => void): () => void;
  /** A number from 0 up to but not including 1. */
  random(): number;
}

/** Its timers keep the process alive: somebody waits for what comes after them. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  every: (ms, tick) => {
    const timer = setInterval(tick, ms);
    return () => clearInterval(timer);
  },
  random: () => Math.random(),
};
