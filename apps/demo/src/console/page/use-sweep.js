import { listen } from './api.js';
import { afterMessages, BEGUN, NO_SWEEP } from './sweep-state.js';
import { problemText } from './use-action.js';
import { useEffect, useRef, useState } from './vendor/preact.js';

const SHOWN_EVERY_MS = 100;

/**
 * A sweep of all buckets: what is known of it, and how it is begun and cancelled. Results are taken over ten times a second, however fast they come.
 *
 * @returns {{ sweep: import('./types.js').SweepState, begin: (order: object) => Promise<void>, cancel: () => void }}
 */
export function useSweep() {
  const [sweep, setSweep] = useState(NO_SWEEP);
  const running = useRef(/** @type {AbortController | undefined} */ (undefined));
  const cancel = () => running.current?.abort();
  useEffect(() => cancel, []);

  /** @param {object} order */
  const begin = async (order) => {
    const leaving = new AbortController();
    running.current = leaving;
    /** @type {import('./types.js').SweepMessage[]} */
    let news = [];
    const show = () => {
      const messages = news;
      news = [];
      if (messages.length > 0) setSweep((state) => afterMessages(state, messages));
    };
    const timer = setInterval(show, SHOWN_EVERY_MS);
    setSweep(BEGUN);
    try {
      const request = { method: 'POST', body: order, signal: leaving.signal };
      await listen('/sweep/buckets', request, (message) => news.push(message));
      show();
    } catch (error) {
      show();
      const isCancelled = leaving.signal.aborted;
      setSweep((state) => ({
        ...state,
        phase: isCancelled ? 'cancelled' : 'failed',
        problem: isCancelled ? undefined : problemText(error),
      }));
    } finally {
      clearInterval(timer);
    }
  };
  return { sweep, begin, cancel };
}
