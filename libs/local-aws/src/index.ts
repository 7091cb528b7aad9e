export { LocalAws } from './local-aws.js';
export type { LocalAwsOptions } from './options.js';
export type { HubEnv } from './hub-env.js';
export type { RandomBytes } from './data/random.js';

export type { HubRole, World, WorldAccount, WorldBucket, WorldObject, WorldRole } from './world/world.js';
export type { AccountState, RegionSwitch, WorldOrganization, WorldUnit } from './world/world-organization.js';
export { generateWorld } from './generate/generate-world.js';
export type { GenerateWorldInput } from './generate/generate-world-input.js';
export type { PolicyDocument, PolicyPrincipals, PolicyStatement } from './policy/policy-document.js';
export { trustPolicy } from './policy/trust-policy.js';
export type { TrustPolicyInput } from './policy/trust-policy.js';

export type { Faults } from './faults/faults.js';
export type { FaultHandle, FaultRule } from './faults/fault-rule.js';
export type { Fault } from './faults/fault.js';
export type { DenyFault } from './faults/deny.js';
export type { EmptyFault } from './faults/empty.js';
export type { ExpirationFault, ExpirationValue } from './faults/expiration.js';
export type { GateFault } from './faults/gate.js';
export type { HangFault } from './faults/hang.js';
export type { HangPlace } from './http/hang.js';
export type { HtmlFault } from './faults/html.js';
export type { MissingCredentialsFault } from './faults/missing-credentials.js';
export type { RateLimitFault } from './faults/rate-limit.js';
export type { RegionDisabledFault } from './faults/region-disabled.js';
export type { RejectKeyCode, RejectKeyFault } from './faults/reject-key.js';
export type { ResetFault } from './faults/reset.js';
export type { ServerErrorFault } from './faults/server-error.js';
export type { SkewedDateFault } from './faults/skewed-date.js';
export type { SlowFault } from './faults/slow.js';
export type { ThrottleFault } from './faults/throttle.js';
export type { TruncatedFault } from './faults/truncated.js';
export type { WrongAccountFault } from './faults/wrong-account.js';

export type { CallFilter, CallRecord, Calls } from './calls/calls.js';
export type { AddedOperation, OperationName, UnknownOperation } from './service/operations.js';

export type {
  HandlerAnswer,
  HandlerCall,
  HandlerFunction,
  HandlerHandle,
  HandlerOptions,
  HandlerRequest,
} from './handlers/handler.js';
export { AwsFault } from './service/aws-fault.js';
export type { LatencyOption, SlowedCall } from './latency/latency-option.js';

export { LocalAwsClosedError, LocalAwsError, LocalAwsOptionError } from './errors.js';
export { WorldError } from './world/world-error.js';
