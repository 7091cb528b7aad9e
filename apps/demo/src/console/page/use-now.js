import { useEffect, useState } from './vendor/preact.js';

/**
 * The time, anew every so often.
 *
 * @param {number} everyMs
 */
export function useNow(everyMs) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
