import type { FaultEffect } from './fault-effect.js';

/** The answer is 200 without a body. What was asked for has been done. */
export interface EmptyFault {
  kind: 'empty';
}

export function emptyEffect(): FaultEffect {
  return {
    alter: ({ headers }) => ({ status: 200, headers: { ...headers, 'content-length': '0' }, body: '' }),
  };
}
