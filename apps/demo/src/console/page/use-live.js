import { ApiError, listen } from './api.js';
import { afterEvent, NOTHING_KNOWN } from './live-state.js';
import { useEffect, useState } from './vendor/preact.js';

const RETRY_MS = 2_000;

/**
 * What the service tells, as long as the page is open. When it is gone, it is asked again every two seconds; without a key that it takes, no
 * more before `retry`.
 *
 * @returns {[state: import('./types.js').LiveState, retry: () => void]}
 */
export function useLive() {
  const [state, setState] = useState(NOTHING_KNOWN);
  const [attempt, setAttempt] = useState(0);
  const retry = () => setAttempt((number) => number + 1);
  useEffect(() => {
    const leaving = new AbortController();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    /** @param {unknown} error */
    const ended = (error) => {
      if (leaving.signal.aborted) return;
      const needsKey = error instanceof ApiError && error.status === 401;
      // The next stream begins with everything.
      setState((known) => ({ ...known, link: needsKey ? 'key-needed' : 'lost' }));
      if (!needsKey) timer = setTimeout(retry, RETRY_MS);
    };
    listen('/console/stream', { signal: leaving.signal }, (event) =>
      setState((known) => afterEvent(known, event)),
    ).then(ended, ended);
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [attempt]);
  return [state, retry];
}
