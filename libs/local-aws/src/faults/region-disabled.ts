import { exceptIdentity } from './except-identity.js';
import type { FaultEffect } from './fault-effect.js';

/**
 * The account has the region switched off: `RegionDisabledException` from STS, and from S3 the `InvalidToken` that
 * temporary keys meet there, good as they are. GetCallerIdentity is answered even so, as by AWS.
 */
export interface RegionDisabledFault {
  kind: 'region-disabled';
}

export function regionDisabledEffect(): FaultEffect {
  return {
    befalls: exceptIdentity,
    refuse: (service, { caller }) => service.regionDisabled(caller.accountId),
  };
}
