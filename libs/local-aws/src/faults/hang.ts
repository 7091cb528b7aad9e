import { Hang } from '../http/hang.js';
import type { HangPlace } from '../http/hang.js';
import type { FaultEffect } from './fault-effect.js';

/** The connection stays open and says nothing more, until the rule is cleared or the server closed: it is dropped then. */
export interface HangFault {
  kind: 'hang';
  /**
   * `response`: before the first byte of the answer. `body`: behind its headers and half of its body; an answer
   * without a body hangs as a whole. In both, what was asked for has been done. `connect`: a new connection is
   * accepted, as a system does for a program that is stuck, and nothing that is sent is looked at.
   */
  at: HangPlace;
}

export function hangEffect({ at }: HangFault): FaultEffect {
  return { hang: new Hang(at) };
}
