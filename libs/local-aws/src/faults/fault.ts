import { denyEffect } from './deny.js';
import type { DenyFault } from './deny.js';
import { emptyEffect } from './empty.js';
import type { EmptyFault } from './empty.js';
import { expirationEffect } from './expiration.js';
import type { ExpirationFault } from './expiration.js';
import type { FaultEffect } from './fault-effect.js';
import { gateEffect } from './gate.js';
import type { GateFault } from './gate.js';
import { hangEffect } from './hang.js';
import type { HangFault } from './hang.js';
import { htmlEffect } from './html.js';
import type { HtmlFault } from './html.js';
import { missingCredentialsEffect } from './missing-credentials.js';
import type { MissingCredentialsFault } from './missing-credentials.js';
import { rateLimitEffect } from './rate-limit.js';
import type { RateLimitFault } from './rate-limit.js';
import { regionDisabledEffect } from './region-disabled.js';
import type { RegionDisabledFault } from './region-disabled.js';
import { rejectKeyEffect } from './reject-key.js';
import type { RejectKeyFault } from './reject-key.js';
import { resetEffect } from './reset.js';
import type { ResetFault } from './reset.js';
import { serverErrorEffect } from './server-error.js';
import type { ServerErrorFault } from './server-error.js';
import { skewedDateEffect } from './skewed-date.js';
import type { SkewedDateFault } from './skewed-date.js';
import { slowEffect } from './slow.js';
import type { SlowFault } from './slow.js';
import { throttleEffect } from './throttle.js';
import type { ThrottleFault } from './throttle.js';
import { truncatedEffect } from './truncated.js';
import type { TruncatedFault } from './truncated.js';
import { wrongAccountEffect } from './wrong-account.js';
import type { WrongAccountFault } from './wrong-account.js';

export type Fault =
  | DenyFault
  | EmptyFault
  | ExpirationFault
  | GateFault
  | HangFault
  | HtmlFault
  | MissingCredentialsFault
  | RateLimitFault
  | RegionDisabledFault
  | RejectKeyFault
  | ResetFault
  | ServerErrorFault
  | SkewedDateFault
  | SlowFault
  | ThrottleFault
  | TruncatedFault
  | WrongAccountFault;

type Makers = {
  readonly [K in Fault['kind']]: (fault: Extract<Fault, { kind: K }>, clock: () => number) => FaultEffect;
};

/** The table of faults: every kind and what it does. */
const EFFECTS: Makers = {
  deny: denyEffect,
  empty: emptyEffect,
  expiration: expirationEffect,
  gate: gateEffect,
  hang: hangEffect,
  html: htmlEffect,
  'missing-credentials': missingCredentialsEffect,
  'rate-limit': rateLimitEffect,
  'region-disabled': regionDisabledEffect,
  'reject-key': rejectKeyEffect,
  reset: resetEffect,
  'server-error': serverErrorEffect,
  'skewed-date': skewedDateEffect,
  slow: slowEffect,
  throttle: throttleEffect,
  truncated: truncatedEffect,
  'wrong-account': wrongAccountEffect,
};

export function effectOf<K extends Fault['kind']>(
  fault: Extract<Fault, { kind: K }>,
  clock: () => number,
): FaultEffect {
  return EFFECTS[fault.kind](fault, clock);
}
