import type { FaultEffect } from './fault-effect.js';
import { gateEffect } from './gate.js';
import type { GateFault } from './gate.js';
import { resetEffect } from './reset.js';
import type { ResetFault } from './reset.js';
import { serverErrorEffect } from './server-error.js';
import type { ServerErrorFault } from './server-error.js';
import { slowEffect } from './slow.js';
import type { SlowFault } from './slow.js';
import { throttleEffect } from './throttle.js';
import type { ThrottleFault } from './throttle.js';
import { wrongAccountEffect } from './wrong-account.js';
import type { WrongAccountFault } from './wrong-account.js';

export type Fault = ThrottleFault | ServerErrorFault | ResetFault | SlowFault | GateFault | WrongAccountFault;

/** The table of faults: every kind and what it does. */
export function effectOf(fault: Fault): FaultEffect {
  switch (fault.kind) {
    case 'throttle':
      return throttleEffect();
    case 'server-error':
      return serverErrorEffect(fault);
    case 'reset':
      return resetEffect();
    case 'slow':
      return slowEffect(fault);
    case 'gate':
      return gateEffect(fault);
    case 'wrong-account':
      return wrongAccountEffect(fault);
  }
}
