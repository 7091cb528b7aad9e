export { LocalAws } from './local-aws.js';
export type { LocalAwsOptions } from './options.js';
export type { HubEnv } from './hub-env.js';
export type { RandomBytes } from './data/random.js';

export type { HubRole, World, WorldAccount, WorldBucket, WorldObject, WorldRole } from './world/world.js';
export type { PolicyDocument, PolicyPrincipals, PolicyStatement } from './policy/policy-document.js';
export { trustPolicy } from './policy/trust-policy.js';
export type { TrustPolicyInput } from './policy/trust-policy.js';

export type { Faults } from './faults/faults.js';
export type { FaultHandle, FaultRule } from './faults/fault-rule.js';
export type { Fault } from './faults/fault.js';
export type { GateFault } from './faults/gate.js';
export type { ResetFault } from './faults/reset.js';
export type { ServerErrorFault } from './faults/server-error.js';
export type { SlowFault } from './faults/slow.js';
export type { ThrottleFault } from './faults/throttle.js';
export type { WrongAccountFault } from './faults/wrong-account.js';

export type { CallFilter, CallRecord, Calls } from './calls/calls.js';
export type { OperationName, UnknownOperation } from './service/operations.js';

export { LocalAwsClosedError, LocalAwsError, LocalAwsOptionError } from './errors.js';
export { WorldError } from './world/world-error.js';
