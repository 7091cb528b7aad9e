import type { FaultEffect } from './fault-effect.js';

/** The second half of the answer's body is missing. What was asked for has been done. */
export interface TruncatedFault {
  kind: 'truncated';
  /** What `Content-Length` says: the length of what is sent (`right`, the default), or that of the whole. */
  contentLength?: 'right' | 'too-long';
}

export function truncatedEffect({ contentLength = 'right' }: TruncatedFault): FaultEffect {
  return {
    alter: (answer) => {
      const whole = Buffer.from(answer.body);
      if (whole.length === 0) return answer;
      const body = whole.subarray(0, whole.length / 2);
      const length = contentLength === 'right' ? body.length : whole.length;
      const headers = { ...answer.headers, 'content-length': String(length) };
      return { ...answer, headers, body, close: length > body.length };
    },
  };
}
