import type { RandomBytes } from '../data/random.js';
import type { Answer } from '../http/answer.js';
import type { HttpRequest } from '../http/http-request.js';
import type { Caller } from '../policy/caller.js';
import type { SessionStore } from '../sessions/session-store.js';
import type { AuthProblem } from '../sigv4/auth-problem.js';
import type { SigningRules } from '../sigv4/authenticate.js';
import type { Seed } from '../sigv4/signature.js';
import type { WorldStore } from '../world/world-store.js';
import type { AwsFault } from './aws-fault.js';
import type { ActionName } from './operations.js';
import type { Pages } from './pages.js';

/** What every operation can reach. */
export interface Cloud {
  readonly world: WorldStore;
  readonly sessions: SessionStore;
  readonly random: RandomBytes;
  readonly clock: () => number;
  readonly pages: Pages;
}

/** One authenticated request. */
export interface Call {
  readonly cloud: Cloud;
  readonly caller: Caller;
  /** The region that the request was signed for, which stands for the endpoint that it was sent to. */
  readonly region: string;
  /** The signature that the request was verified by. */
  readonly seed: Seed;
  readonly now: number;
  readonly requestId: string;
}

/** A role and its account. */
export interface Subject {
  readonly roleArn?: string;
  readonly accountId?: string;
}

/** Who wants to do what. */
export interface Attempted {
  readonly caller: Caller;
  readonly action: string;
  /** The role that the request is about. */
  readonly roleArn?: string;
  /** Why not, if it is told. */
  readonly reason?: string;
}

/** What a request asks for, known before it is authenticated or checked. */
export interface Operation {
  /** Service and name of the operation, e.g. `sts:AssumeRole`, `s3:ListBuckets`. */
  readonly action: ActionName;
  /** The role that the operation is about, as far as the request names one; by it calls are counted and faults chosen. */
  readonly subject: 'caller' | Subject;
  /** Answers, now or later, or fails with an {@link AwsFault}. */
  readonly run: (call: Call) => Answer | Promise<Answer>;
}

/** An AWS service: one row in the table of services. */
export interface Service {
  /** As in the credential scope of a signature. */
  readonly name: string;
  /** It has one endpoint for all regions of a partition, so that it does not matter which ones an account has. */
  readonly global?: true;
  readonly signing: SigningRules;
  /** Longest body of this request, in bytes; no body is known yet. Never throws. */
  maxBody(request: HttpRequest): number;
  /** Never throws: what is wrong with a request is told when the operation runs. */
  identify(request: HttpRequest): Operation;
  /** The service's own words for a request that is not authenticated. */
  authFault(problem: AuthProblem): AwsFault;
  throttled(): AwsFault;
  serverError(status: 500 | 503): AwsFault;
  /** The refusal of what a policy denies: one of the organization that the world does not hold, unless a reason is given. */
  denied(attempt: Attempted): AwsFault;
  /** The refusal of keys in a region that their account has switched off. */
  regionDisabled(accountId: string): AwsFault;
  /** The service's form of an error. */
  render(fault: AwsFault, requestId: string, method: string): Answer;
}
