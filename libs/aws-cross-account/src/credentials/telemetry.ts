import type { AccountSession } from '../target/role-session.js';
import { ofSession } from './cache/event-payloads.js';
import type { SessionOfEvent } from './events.js';
import type { Asked } from './renewal/renewal-port.js';
import type { Urgency } from './sts/pace.js';

/** The call that obtains a session: AssumeRole, or GetCallerIdentity where credentials are provided. */
export interface ObtainingCall extends SessionOfEvent {
  readonly operation: 'AssumeRole' | 'GetCallerIdentity';
  readonly purpose: 'first-use' | 'refresh';
  /** What `cause` answered in the context of the caller who set it off. */
  readonly cause: unknown;
}

/** Who watches what the engine does, if anybody does. Called where STS is, and never for what is answered from memory. */
export interface EngineTelemetry {
  /** What the caller is about, in whose context it is called. Kept until the call has ended that it caused. */
  cause(): unknown;
  /** Does the work, and answers what comes of it. */
  obtain<T>(call: ObtainingCall, work: () => Promise<T>): Promise<T>;
  /** A call of STS had its turn at the pace, or was sent away. */
  waited(urgency: Urgency, ms: number): void;
}

export const noTelemetry: EngineTelemetry = {
  cause: () => undefined,
  obtain: (_, work) => work(),
  waited: () => undefined,
};

export function obtaining(session: AccountSession, { first, cause }: Asked): ObtainingCall {
  return {
    ...ofSession(session),
    operation: session.kind === 'assume-role' ? 'AssumeRole' : 'GetCallerIdentity',
    purpose: first ? 'first-use' : 'refresh',
    cause,
  };
}
