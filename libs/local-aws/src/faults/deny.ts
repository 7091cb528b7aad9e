import type { FaultEffect } from './fault-effect.js';
import { exceptIdentity } from './except-identity.js';

/** `AccessDenied`, as if a policy of the organization had come between. GetCallerIdentity cannot be denied. */
export interface DenyFault {
  kind: 'deny';
}

export function denyEffect(): FaultEffect {
  return { befalls: exceptIdentity, refuse: (service, request) => service.denied(request) };
}
