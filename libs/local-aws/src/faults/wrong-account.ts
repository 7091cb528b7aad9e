import { alterText } from './alter-text.js';
import type { FaultEffect } from './fault-effect.js';

/** AssumeRole succeeds, and says that the session is one in another account. For `sts:AssumeRole` only. */
export interface WrongAccountFault {
  kind: 'wrong-account';
  accountId: string;
}

export function wrongAccountEffect({ accountId }: WrongAccountFault): FaultEffect {
  return alterText(/(?<=<Arn>arn:[a-z-]+:sts::)\d{12}/, () => accountId);
}
