import { ApiError } from './api.js';
import { useState } from './vendor/preact.js';

/**
 * Something that a button does: whether it is at it, and what went wrong.
 *
 * @param {(...given: any[]) => Promise<unknown>} act
 * @returns {{ run: (...given: any[]) => Promise<void>, isBusy: boolean, problem: string | undefined }}
 */
export function useAction(act) {
  const [state, setState] = useState({
    isBusy: false,
    problem: /** @type {string | undefined} */ (undefined),
  });
  /** @param {...any} given */
  const run = async (...given) => {
    setState({ isBusy: true, problem: undefined });
    try {
      await act(...given);
      setState({ isBusy: false, problem: undefined });
    } catch (error) {
      setState({ isBusy: false, problem: problemText(error) });
    }
  };
  return { run, ...state };
}

/** @param {unknown} error */
export function problemText(error) {
  return error instanceof ApiError ? error.message : 'The service cannot be reached. Is it running?';
}
