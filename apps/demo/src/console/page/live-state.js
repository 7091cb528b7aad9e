/** @typedef {import('./types.js').LiveState} LiveState */

/** @type {LiveState} */
export const NOTHING_KNOWN = {
  link: 'connecting',
  accounts: new Map(),
  stats: undefined,
  stsThrottles: undefined,
  problem: undefined,
};

/**
 * What is known after one more event of the stream.
 *
 * @param {LiveState} state
 * @param {import('./types.js').ConsoleEvent} event
 * @returns {LiveState}
 */
export function afterEvent(state, event) {
  const live = { ...state, link: /** @type {const} */ ('live') };
  switch (event.type) {
    case 'accounts': {
      const accounts = new Map(state.accounts);
      for (const account of event.accounts) accounts.set(account.id, account);
      for (const id of event.removed) accounts.delete(id);
      return { ...live, accounts, problem: undefined };
    }
    case 'stats':
      return { ...live, stats: event };
    case 'embedded':
      return { ...live, stsThrottles: event.stsThrottles };
    case 'problem':
      return { ...live, problem: `${event.code}: ${event.message}` };
    case 'ping':
      return live;
  }
}
